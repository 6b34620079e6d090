import type { Size } from '../../shared/model';
import type { Rect } from '../stage/zoom';
import type { ChosenLook } from './compare-state';

/** A picture by its address. */
export interface PictureOf {
  readonly url: string;
  /** Which of its pixels are meant. */
  readonly area: Rect;
}

/** A pixel as a canvas reads it, 0 to 255; null where there is no picture. */
export type Pixel = readonly [red: number, green: number, blue: number, alpha: number] | null;

/** What the worker is asked. Replies carry the same serial. */
export type PixelOrder =
  | {
      readonly kind: 'difference';
      readonly serial: number;
      readonly before: PictureOf;
      readonly after: PictureOf;
      /** The pixels that both areas are drawn to. */
      readonly size: Size;
      readonly look: ChosenLook;
    }
  | { readonly kind: 'read'; readonly serial: number; readonly pixels: readonly (PictureOf | null)[] };

/** The difference, drawn. */
export interface DrawnDifference {
  readonly bitmap: ImageBitmap;
  /** What share of the pixels differs, 0 to 1. */
  readonly share: number;
  /** How many times as strong they are drawn: what was asked for, else what suits them. */
  readonly gain: number;
  /** How long measuring and drawing took, without fetching and decoding, in milliseconds. */
  readonly took: number;
}

/** What the worker answers; `failed` names the pictures that could not be read. */
export type PixelReply =
  | ({ readonly kind: 'difference'; readonly serial: number } & DrawnDifference)
  | { readonly kind: 'pixels'; readonly serial: number; readonly pixels: readonly Pixel[] }
  | { readonly kind: 'failed'; readonly serial: number; readonly urls: readonly string[] };
