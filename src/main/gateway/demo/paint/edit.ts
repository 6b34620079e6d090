import { canvasOf, develop } from './canvas';
import type { Pixels } from './codec';

/** A first, plain edit: cover-crops the source and cools its light. */
export function paintEdit(
  prompt: string,
  seed: number,
  sources: readonly Pixels[],
  width: number,
  height: number,
): Pixels {
  const [source] = sources;
  if (!source) throw new Error('There is nothing to edit.');
  void prompt;
  const canvas = canvasOf(fit(source, width, height));
  for (let i = 0; i < canvas.light.length; i += 3) {
    canvas.light[i] = (canvas.light[i] ?? 0) * 0.35;
    canvas.light[i + 1] = (canvas.light[i + 1] ?? 0) * 0.5;
    canvas.light[i + 2] = (canvas.light[i + 2] ?? 0) * 0.8;
  }
  return develop(canvas, 2, seed);
}

/** The picture scaled to cover that size, its middle kept. */
export function fit(source: Pixels, width: number, height: number): Pixels {
  const scale = Math.max(width / source.width, height / source.height);
  const data = new Uint8ClampedArray(width * height * 4);
  const offsetX = (source.width - width / scale) / 2;
  const offsetY = (source.height - height / scale) / 2;
  for (let y = 0, o = 0; y < height; y += 1) {
    const sy = Math.min(source.height - 1, Math.max(0, (y + 0.5) / scale + offsetY - 0.5));
    const y0 = Math.floor(sy);
    const y1 = Math.min(source.height - 1, y0 + 1);
    for (let x = 0; x < width; x += 1, o += 4) {
      const sx = Math.min(source.width - 1, Math.max(0, (x + 0.5) / scale + offsetX - 0.5));
      const x0 = Math.floor(sx);
      const x1 = Math.min(source.width - 1, x0 + 1);
      for (let c = 0; c < 4; c += 1) {
        const top = mixed(
          source.data[(y0 * source.width + x0) * 4 + c],
          source.data[(y0 * source.width + x1) * 4 + c],
          sx - x0,
        );
        const low = mixed(
          source.data[(y1 * source.width + x0) * 4 + c],
          source.data[(y1 * source.width + x1) * 4 + c],
          sx - x0,
        );
        data[o + c] = mixed(top, low, sy - y0);
      }
    }
  }
  return { width, height, data };
}

function mixed(a: number | undefined, b: number | undefined, share: number): number {
  return (a ?? 0) * (1 - share) + (b ?? 0) * share;
}
