import type { Job } from '../../shared/job';
import type { Model } from '../../shared/model';
import { webhookHeaderUrl } from '../../shared/webhook-rules';
import type { SubmitOrder } from '../core/ports';

/**
 * The documented fields of a submit, in the documented order, then the model's own options by their names; the webhook as
 * its documented headers.
 */
export function buildOrder(
  model: Model,
  { gateway, recipe, webhook }: Pick<Job, 'gateway' | 'recipe' | 'webhook'>,
  sourceUrls: readonly string[],
): SubmitOrder {
  const body = {
    prompt: recipe.prompt,
    ...(model.sources.max > 0 ? { image_urls: sourceUrls } : {}),
    num_images: recipe.count,
    aspect_ratio: recipe.aspectRatio,
    resolution: recipe.resolution,
    output_format: recipe.format,
    ...(recipe.privateDelivery ? { sync_mode: true } : {}),
    ...recipe.options,
  };
  const headers = webhook ? { 'X-Webhook-URL': webhookHeaderUrl(webhook.url), 'X-Webhook-Mode': webhook.mode } : {};
  return { gateway, url: gateway.origin + model.submitPath, headers, body: jsonText(body, sourceUrls) };
}

/**
 * JSON text in which data URIs are put as they are: base64 needs no escapes, and looking for some in many megabytes holds
 * everything else up. The words beside them are then written in ASCII: one letter beyond it would double the whole text.
 */
function jsonText(body: object, sourceUrls: readonly string[]): string {
  const isLarge = sourceUrls.some(isDataUri);
  const text = (value: unknown): string => (isLarge ? asciiJson(value) : JSON.stringify(value));
  // Added up and not joined: texts that are added share their memory until they are written.
  const list = (texts: readonly string[]): string =>
    texts.reduce((all, one) => (all === '' ? one : `${all},${one}`), '');
  const urls = sourceUrls.map((url) => (isDataUri(url) ? `"${url}"` : text(url)));
  const fields = Object.entries(body).map(
    ([name, value]) => `${text(name)}:${value === sourceUrls ? `[${list(urls)}]` : text(value)}`,
  );
  return `{${list(fields)}}`;
}

function isDataUri(url: string): boolean {
  return /^data:[\w.+-]+\/[\w.+-]+;base64,/.test(url.slice(0, 100));
}

function asciiJson(value: unknown): string {
  const escape = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, escape);
}
