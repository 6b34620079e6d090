import type { Choice, Model } from '../../../shared/model';

/** A submit whose every field is in range. */
export interface DemoSubmit {
  readonly prompt: string;
  readonly count: number;
  readonly aspectRatio: string;
  readonly resolution: string;
  readonly format: string;
  readonly sync: boolean;
  readonly sources: readonly string[];
}

/** Reads the fields of a submit body against the model's data. Throws `BadField` for the first that is missing, of a wrong type or out of range. */
export function checkSubmit(model: Model, body: Readonly<Record<string, unknown>>): DemoSubmit {
  for (const option of model.options) choice(option.name, option, body[option.name]);
  return {
    prompt: prompt(body['prompt']),
    count: count(model, body['num_images']),
    aspectRatio: choice('aspect_ratio', model.aspectRatio, body['aspect_ratio']),
    resolution: choice('resolution', model.resolution, body['resolution']),
    format: choice('output_format', model.format, body['output_format']),
    sync: flag(model, body['sync_mode']),
    sources: model.sources.max > 0 ? sources(model, body['image_urls']) : [],
  };
}

/** A field that the gateway refuses, with the sentence of its 400. */
export class BadField extends Error {
  override readonly name = 'BadField';
}

function prompt(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') throw new BadField('prompt is required and must be a string');
  return value;
}

function count({ count: { min, max, default: preset } }: Model, value: unknown): number {
  if (value === undefined) return preset;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new BadField(`num_images must be an integer between ${String(min)} and ${String(max)}`);
}

function choice(name: string, { values, default: preset }: Choice, value: unknown): string {
  if (value === undefined) return preset;
  if (typeof value === 'string' && values.includes(value)) return value;
  throw new BadField(`${name} must be one of: ${values.join(', ')}`);
}

function flag(model: Model, value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== 'boolean') throw new BadField('sync_mode must be a boolean');
  if (value && !model.privateDelivery) throw new BadField('sync_mode is not supported by this model');
  return value;
}

function sources(model: Model, value: unknown): readonly string[] {
  const { min, max } = model.sources;
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const urls = list.flatMap((entry) => (typeof entry === 'string' && isImageUrl(entry) ? [entry] : []));
  if (list.length < min || list.length > max)
    throw new BadField(`image_urls must be an array of ${String(min)} to ${String(max)} URLs`);
  if (urls.length !== list.length) throw new BadField('image_urls must hold URLs of images or data URIs of images');
  return urls;
}

function isImageUrl(text: string): boolean {
  if (text.startsWith('data:')) return /^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/]/.test(text.slice(0, 64));
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
