import type { Pixels } from './codec';

/** The picture scaled to cover that size, its middle kept. */
export function fit(source: Pixels, width: number, height: number): Pixels {
  const scale = Math.max(width / source.width, height / source.height);
  const shrunk = halved(source, scale);
  const zoom = Math.max(width / shrunk.width, height / shrunk.height);
  const data = new Uint8ClampedArray(width * height * 4);
  const left = (shrunk.width - width / zoom) / 2 - 0.5;
  const top = (shrunk.height - height / zoom) / 2 - 0.5;
  for (let y = 0, o = 0; y < height; y += 1) {
    const sy = within((y + 0.5) / zoom + top, shrunk.height - 1);
    const row = Math.floor(sy);
    const fy = sy - row;
    const above = row * shrunk.width;
    const below = Math.min(shrunk.height - 1, row + 1) * shrunk.width;
    for (let x = 0; x < width; x += 1, o += 4) {
      const sx = within((x + 0.5) / zoom + left, shrunk.width - 1);
      const column = Math.floor(sx);
      const fx = sx - column;
      const next = Math.min(shrunk.width - 1, column + 1);
      for (let c = 0; c < 4; c += 1) {
        const high = at(shrunk, above + column, c) * (1 - fx) + at(shrunk, above + next, c) * fx;
        const low = at(shrunk, below + column, c) * (1 - fx) + at(shrunk, below + next, c) * fx;
        data[o + c] = high * (1 - fy) + low * fy;
      }
    }
  }
  return { width, height, data };
}

function at({ data }: Pixels, pixel: number, channel: number): number {
  return data[pixel * 4 + channel] ?? 0;
}

function within(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}

/** Halves the picture while it is more than twice too large, so that scaling down does not skip pixels. */
function halved(source: Pixels, scale: number): Pixels {
  if (scale > 0.5 || source.width < 2 || source.height < 2) return source;
  const width = source.width >> 1;
  const height = source.height >> 1;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, o = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = y * 2 * source.width + x * 2;
      for (let c = 0; c < 4; c += 1, o += 1) {
        const top = at(source, from, c) + at(source, from + 1, c);
        data[o] = (top + at(source, from + source.width, c) + at(source, from + source.width + 1, c)) / 4;
      }
    }
  }
  return halved({ width, height, data }, scale * 2);
}
