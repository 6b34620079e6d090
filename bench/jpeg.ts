import { encode } from '../src/main/gateway/demo/paint/codec';

/** A picture that can be handed out any number of times, each with bytes of its own. */
export interface Negative {
  /** The pieces of one print: a whole JPEG of `bytes` bytes whose comment holds the number. */
  print(serial: number): readonly Buffer[];
  readonly bytes: number;
}

const SEGMENT = 60_000;

/** A JPEG of random pixels, made a little longer by comments so that it has exactly that many bytes. Deterministic. */
export async function createNegative(side: number, bytes: number): Promise<Negative> {
  const jpeg = Buffer.from(await encode({ width: side, height: side, data: pixels(side) }, 'jpeg'));
  const scan = startOfScan(jpeg);
  const room = bytes - jpeg.length - comment(Buffer.alloc(12)).length;
  if (room < 8) throw new Error(`A picture of ${String(side)} pixels has ${String(jpeg.length)} bytes already.`);
  const padding: Buffer[] = [];
  for (let left = room; left > 0;) {
    // What is left over must itself be long enough for a segment.
    const length = left <= SEGMENT ? left : Math.min(SEGMENT, left - 8);
    padding.push(comment(Buffer.alloc(length - 4, 'easel ')));
    left -= length;
  }
  const rest = Buffer.concat([jpeg.subarray(2, scan), ...padding, jpeg.subarray(scan)]);
  const start = jpeg.subarray(0, 2);
  return {
    bytes,
    print: (serial) => [start, comment(Buffer.from(String(serial).padStart(12, '0'))), rest],
  };
}

/** Waves with noise over them, the more the smaller `calm` is; at 3 about as hard to pack as a photograph. */
export function pixels(side: number, calm = 3, seed = 7): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(side * side * 4);
  let state = seed;
  for (let place = 0; place < data.length; place += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = (state >>> 24) / calm;
    const x = (place / 4) % side;
    const y = Math.floor(place / 4 / side);
    data[place] = 90 + 60 * Math.sin(x / 90) + noise;
    data[place + 1] = 90 + 60 * Math.sin(y / 70) + noise;
    data[place + 2] = 80 + 60 * Math.sin((x + y) / 110) + noise;
    data[place + 3] = 255;
  }
  return data;
}

function comment(text: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([head, text]);
}

/** Where the first scan begins; everything before it is a list of segments. */
function startOfScan(jpeg: Buffer): number {
  let place = 2;
  while (jpeg[place] === 0xff && jpeg[place + 1] !== 0xda) place += 2 + jpeg.readUInt16BE(place + 2);
  return place;
}
