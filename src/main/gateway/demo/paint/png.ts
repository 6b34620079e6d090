import { crc32, deflateSync } from 'node:zlib';
import type { Pixels } from './codec';

/** The picture as a PNG of 24-bit colour; alpha is left out, since every painting is opaque. */
export function encodePng({ width, height, data }: Pixels): Uint8Array<ArrayBuffer> {
  const stride = width * 3 + 1;
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    let to = y * stride;
    // Filter 1, difference from the pixel to the left, suits soft gradients.
    rows[to++] = 1;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let from = y * width * 4, end = from + width * 4; from < end; from += 4) {
      const r = data[from] ?? 0;
      const g = data[from + 1] ?? 0;
      const b = data[from + 2] ?? 0;
      rows[to++] = r - red;
      rows[to++] = g - green;
      rows[to++] = b - blue;
      red = r;
      green = g;
      blue = b;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 3 })), chunk('IEND')];
  return new Uint8Array(Buffer.concat(parts));
}

function chunk(type: string, body: Uint8Array = new Uint8Array()): Buffer {
  const result = Buffer.alloc(12 + body.byteLength);
  result.writeUInt32BE(body.byteLength, 0);
  result.write(type, 4, 'latin1');
  result.set(body, 8);
  result.writeUInt32BE(crc32(result.subarray(4, 8 + body.byteLength)), 8 + body.byteLength);
  return result;
}
