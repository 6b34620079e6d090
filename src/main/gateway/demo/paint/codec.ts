import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decodeJpeg, { init as initJpegDecoder } from '@jsquash/jpeg/decode.js';
import encodeJpeg, { init as initJpegEncoder } from '@jsquash/jpeg/encode.js';
import decodePng, { init as initPngDecoder } from '@jsquash/png/decode.js';
import decodeWebp, { init as initWebpDecoder } from '@jsquash/webp/decode.js';
import encodeWebp, { init as initWebpEncoder } from '@jsquash/webp/encode.js';
import { encodePng } from './png';

/** Pixels with red, green, blue and alpha of 8 bits each, row by row from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

const { resolve } = createRequire(import.meta.url);

/** Loads a codec from its package's file: the packages themselves know only how to fetch it over the web. */
async function fromFile(file: string): Promise<{ instantiateWasm: Instantiate }> {
  const module = await WebAssembly.compile(await readFile(resolve(file)));
  return {
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  };
}

type Instantiate = (
  imports: WebAssembly.Imports,
  done: (instance: WebAssembly.Instance) => void,
) => WebAssembly.Exports;

/** The decoders hand out `ImageData`, which Node does not have. */
class PlainImageData {
  readonly colorSpace = 'srgb';

  constructor(
    readonly data: Uint8ClampedArray<ArrayBuffer>,
    readonly width: number,
    readonly height: number,
  ) {}
}

const started = new Map<string, Promise<unknown>>();

/** Each codec is loaded when it is first needed, once. */
async function once(name: string, start: () => Promise<unknown>): Promise<void> {
  if (!('ImageData' in globalThis)) Object.assign(globalThis, { ImageData: PlainImageData });
  const running = started.get(name) ?? start();
  started.set(name, running);
  await running;
}

/** The picture as a file of that format. */
export async function encode(pixels: Pixels, format: 'jpeg' | 'png' | 'webp'): Promise<Uint8Array<ArrayBuffer>> {
  const image = { ...pixels, colorSpace: 'srgb' } as const;
  switch (format) {
    case 'png':
      return encodePng(pixels);
    case 'jpeg':
      await once('jpeg-enc', async () => {
        await initJpegEncoder(await fromFile('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'));
      });
      return new Uint8Array(await encodeJpeg(image, { quality: 91, progressive: false }));
    case 'webp':
      await once('webp-enc', async () => {
        await initWebpEncoder(await fromFile('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
      });
      return new Uint8Array(await encodeWebp(image, { quality: 90, method: 2 }));
  }
}

/** The pixels of a JPEG, PNG or WebP file. Rejects for anything else and for damaged files. */
export async function decode(file: Uint8Array): Promise<Pixels> {
  const { buffer } = new Uint8Array(file);
  if (file[0] === 0xff && file[1] === 0xd8) {
    await once('jpeg-dec', async () => {
      await initJpegDecoder(await fromFile('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'));
    });
    return await decodeJpeg(buffer, { preserveOrientation: true });
  }
  if (file[0] === 0x89 && file[1] === 0x50) {
    await once(
      'png-dec',
      async () => await initPngDecoder(await readFile(resolve('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'))),
    );
    return await decodePng(buffer);
  }
  if (file[0] === 0x52 && file[8] === 0x57) {
    await once('webp-dec', async () => {
      await initWebpDecoder(await fromFile('@jsquash/webp/codec/dec/webp_dec.wasm'));
    });
    return await decodeWebp(buffer);
  }
  throw new Error('The source is not a JPEG, PNG or WebP file.');
}
