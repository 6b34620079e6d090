import { paintPicture } from './paint/picture';
import type { Painter } from './painter';

/** Paints in the calling thread: for tests and tools. `shrink` divides both sides, for tests that only need some picture. */
export function createInlinePainter({ shrink = 1 }: { readonly shrink?: number } = {}): Painter {
  return { paint: (order) => paintPicture(order, { shrink }) };
}
