/** One piece of work for the sandboxed decoder page, as main hands it over. */
export interface DecodeTask {
  /** Names the work in the addresses of its source and its result. */
  readonly token: string;
  /** thumbnail: WebP · deliver: JPEG, or PNG where something is transparent. */
  readonly operation: 'thumbnail' | 'deliver';
  /** Of the longer side of the result, in pixels; null leaves the size. */
  readonly maxSide: number | null;
  /** Of the result; null sets no limit. */
  readonly maxBytes: number | null;
}

/** Where the decoder page finds its work, the bytes of a source, and the place for a result. */
export const DECODER_ADDRESS = {
  next: 'decoder://orders/next',
  source: 'decoder://orders/source/',
  result: 'decoder://orders/result/',
} as const;
