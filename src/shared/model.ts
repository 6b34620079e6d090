import type { DeliveryStep } from './delivery';

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A parameter that takes one of a list of words, sent to the gateway as it stands. */
export interface Choice {
  readonly values: readonly string[];
  readonly default: string;
}

/** A further parameter that only some models have, such as `quality`. */
export interface ModelOption extends Choice {
  /** The field of the request body. */
  readonly name: string;
  /** What the composer calls it. */
  readonly label: string;
}

/**
 * One model of the gateway, as data: what the composer offers, the client sends, the demo gateway checks
 * and the ledger estimates all come from here. Adding a model is adding a row.
 */
export interface Model {
  /** The gateway's own name of the model, as in `model_id` and in request ids. */
  readonly id: string;
  readonly name: string;
  /** A generation takes a prompt, an edit takes a prompt and sources. */
  readonly kind: 'generation' | 'edit';
  /** Path of the submit endpoint below the gateway's origin. */
  readonly submitPath: string;
  /** How many source images a request carries. */
  readonly sources: { readonly min: number; readonly max: number };
  readonly count: { readonly min: number; readonly max: number; readonly default: number };
  readonly aspectRatio: Choice;
  readonly resolution: Choice;
  readonly format: Choice;
  readonly options: readonly ModelOption[];
  /** True when the model can return its images inside the reply (`sync_mode`), without a public link. */
  readonly privateDelivery: boolean;
  /** Longest prompt in characters that Easel sends. The API names no limit; this one is ours and guards against pasted files. */
  readonly promptLimit: number;
  /** How its sources are sent, from the best way down; empty for a model without sources. */
  readonly delivery: readonly DeliveryStep[];
  /** How the prompt names source n (from 0), with `{n}` in its place. */
  readonly sourceMention: string;
  /** Likely pixels by resolution and ratio, to be shown with "≈"; the file has the last word. */
  readonly pixels: Readonly<Record<string, Readonly<Record<string, Size>>>>;
  /** Likely seconds from acceptance to completion by resolution: where polling starts before it has learned from the person's own requests. */
  readonly likelySeconds: Readonly<Record<string, number>>;
  /** Estimated price in US dollars: per image by resolution, and per source image. */
  readonly price: { readonly perImage: Readonly<Record<string, number>>; readonly perSource: number };
}

/** A ratio such as "19.5:9" as width divided by height, or null for "auto" and anything else. */
export function ratioValue(aspectRatio: string): number | null {
  const [width, height] = aspectRatio.split(':').map(Number);
  return width && height && width > 0 && height > 0 ? width / height : null;
}

/** The pixels that an image is likely to have, or null when nothing is known (as for "auto"). */
export function expectedPixels(model: Model, aspectRatio: string, resolution: string): Size | null {
  return model.pixels[resolution]?.[aspectRatio] ?? null;
}
