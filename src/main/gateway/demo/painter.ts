/** A picture that is to be painted. The same order gives the same bytes. */
export interface PaintOrder {
  readonly prompt: string;
  /** Tells the pictures of one prompt apart. */
  readonly seed: string;
  /** Pixels, or only how many of them: then the first source gives the ratio. */
  readonly size: { readonly width: number; readonly height: number } | { readonly area: number };
  readonly format: 'jpeg' | 'png' | 'webp';
  /** Files of the images to edit; for one that could not be had, words from which a stand-in is painted. */
  readonly sources: readonly (Uint8Array | string)[];
}

/** A painted picture as a file. */
export interface Painting {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

/** Paints the pictures of the demo gateway, plainly marked as synthetic. */
export interface Painter {
  /** Rejects when a source can't be decoded. */
  paint(order: PaintOrder): Promise<Painting>;
}
