import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImageFormat } from '../../../shared/image';
import { LibraryImage } from '../../../shared/image';
import { recipeXmp } from '../../export/xmp';
import { memorySource } from '../images/byte-source';
import { findRecipe, findRecipeIn } from './found-recipe';
import type { FoundRecipe } from './found-recipe';
import { MOST_FOUND } from './found-text';
import { madeGif, madeJpeg, madePng, madeWebp } from '../images/made-images';
import {
  avifWith,
  exifSegment,
  exifWith,
  jpegWith,
  pngChunk,
  pngText,
  pngWith,
  userComment,
  webpWith,
  xmpSegment,
  xmpWith,
} from '../library/made-texts';

function found(file: Uint8Array, format: ImageFormat): FoundRecipe | null {
  return findRecipe(memorySource(file), format);
}
const text = (value: string): Buffer => Buffer.from(`${value}\0`);

const WEB_UI =
  'a fox, snow\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x512';
const GRAPH = '{"3":{"inputs":{"seed":42},"class_type":"KSampler"}}';
const FLOW = '{"last_node_id":9,"nodes":[{"id":3,"type":"KSampler"}]}';
const NOVEL = '{"prompt":"a fox","steps":28,"sampler":"k_euler"}';
const SWARM = '{"sui_image_params":{"prompt":"a fox","seed":42}}';
const COMMENT = 0x9286;
const DESCRIPTION = 0x010e;
const MAKE = 0x010f;
const MODEL = 0x0110;
const SOFTWARE = 0x0131;
const JOURNEY = 'a fox in snow --ar 16:9 --v 6.1 Job ID: 0123abcd-0123-4567-89ab-0123456789ab';
const AI = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

const exifIn = (format: ImageFormat, exif: Buffer): Buffer => {
  if (format === 'jpeg') return jpegWith([exifSegment(exif)]);
  if (format === 'webp') return webpWith([['EXIF', exif]]);
  if (format === 'png') return pngWith([pngChunk('eXIf', exif)]);
  return avifWith(Buffer.concat([Buffer.from('Exif\0\0'), exif]));
};
const xmpIn = (format: ImageFormat, packet: string): Buffer => {
  if (format === 'jpeg') return jpegWith([xmpSegment(packet)]);
  if (format === 'webp') return webpWith([['XMP ', Buffer.from(packet)]]);
  if (format === 'png') return pngWith([pngText('XML:com.adobe.xmp', packet, 'iTXt')]);
  return avifWith(Buffer.from(packet));
};
const EXIF_FORMATS = ['jpeg', 'png', 'webp', 'avif'] as const;

interface Case {
  readonly what: string;
  readonly file: Buffer;
  readonly format: ImageFormat;
  readonly madeWith: string;
  readonly text: string;
}
const png = (what: string, chunks: readonly Buffer[], madeWith: string, says: string): Case => ({
  ...{ what, file: pngWith(chunks), format: 'png', madeWith, text: says },
});

const CASES: readonly Case[] = [
  ...(['tEXt', 'zTXt', 'iTXt', 'packed iTXt'] as const).map((kind) =>
    png(`web UI, ${kind}`, [pngText('parameters', WEB_UI, kind)], 'Stable Diffusion web UI', WEB_UI),
  ),
  png('Forge', [pngText('parameters', `${WEB_UI}, Version: f2.0.1v1.10`)], 'Stable Diffusion WebUI Forge', 'a fox'),
  png('SD.Next', [pngText('parameters', `${WEB_UI}, App: SD.Next`)], 'SD.Next', 'a fox'),
  png('Civitai', [pngText('parameters', `${WEB_UI}, Civitai resources: []`)], 'Civitai', 'Civitai resources'),
  png('parameters of nobody', [pngText('parameters', 'a fox')], 'Stable Diffusion web UI', 'a fox'),
  png(
    'ComfyUI',
    [pngText('prompt', GRAPH), pngText('workflow', FLOW)],
    'ComfyUI',
    `prompt:\n${GRAPH}\n\nworkflow:\n${FLOW}`,
  ),
  png('ComfyUI, graph alone', [pngText('prompt', GRAPH)], 'ComfyUI', GRAPH),
  png('ComfyUI, workflow alone', [pngText('workflow', FLOW)], 'ComfyUI', FLOW),
  png('InvokeAI', [pngText('invokeai_metadata', '{"positive_prompt":"a fox"}')], 'InvokeAI', 'a fox'),
  png('InvokeAI 2', [pngText('sd-metadata', '{"image":{}}'), pngText('Dream', '"a fox" -s 50')], 'InvokeAI', '"a fox"'),
  png('InvokeAI 1', [pngText('Dream', '"a fox" -s 50')], 'InvokeAI', '"a fox" -s 50'),
  png(
    'NovelAI',
    [pngText('Title', 'NovelAI generated image'), pngText('Software', 'NovelAI'), pngText('Comment', NOVEL)],
    'NovelAI',
    NOVEL,
  ),
  png(
    'NovelAI by its source',
    [pngText('Source', 'NovelAI Diffusion V4'), pngText('Comment', NOVEL)],
    'NovelAI',
    NOVEL,
  ),
  png('SwarmUI', [pngText('parameters', SWARM)], 'SwarmUI', SWARM),
  png(
    'Fooocus',
    [pngText('parameters', '{"prompt":"a fox"}'), pngText('fooocus_scheme', 'fooocus')],
    'Fooocus',
    'a fox',
  ),
  png(
    'Fooocus, as words',
    [pngText('parameters', 'a fox\nSteps: 30, Seed: 1, Version: Fooocus v2.5')],
    'Fooocus',
    'a fox',
  ),
  png(
    'Easy Diffusion',
    [pngText('prompt', 'a fox'), pngText('use_stable_diffusion_model', 'sd-v1-5')],
    'Easy Diffusion',
    'a fox',
  ),
  png('Midjourney', [pngText('Description', JOURNEY), pngText('Author', 'jane')], 'Midjourney', JOURNEY),
  png(
    'Midjourney by its author',
    [pngText('Author', 'Midjourney'), pngText('Description', 'a fox')],
    'Midjourney',
    'a fox',
  ),
  png('a prompt of nobody', [pngText('prompt', 'a fox')], 'another program', 'a fox'),
  png('a description', [pngText('Description', 'a fox that looks at us')], 'another program', 'a fox that looks at us'),
  png(
    'a named one',
    [pngText('Software', 'Krita'), pngText('Comment', 'a fox that looks at us')],
    'Krita',
    'a fox that looks',
  ),
  png('Chinese', [pngText('parameters', '雪中的狐狸, Steps: 20, Seed: 1')], 'Stable Diffusion web UI', '雪中的狐狸'),
  {
    ...{ what: 'texts behind the pixels', file: pngWith([pngText('parameters', WEB_UI)], true), format: 'png' },
    ...{ madeWith: 'Stable Diffusion web UI', text: WEB_UI },
  },
  ...EXIF_FORMATS.flatMap((format) =>
    (['ASCII', 'UTF-16BE', 'UTF-16LE', 'none'] as const).map((kind) => ({
      ...{ what: `web UI in EXIF of ${format}, ${kind}`, format, madeWith: 'Stable Diffusion web UI', text: WEB_UI },
      file: exifIn(format, exifWith([], [[COMMENT, userComment(WEB_UI, kind)]])),
    })),
  ),
  ...EXIF_FORMATS.map((format) => ({
    ...{ what: `Midjourney in EXIF of ${format}`, format, madeWith: 'Midjourney', text: JOURNEY },
    file: exifIn(format, exifWith([[DESCRIPTION, text(JOURNEY)]])),
  })),
  ...(['jpeg', 'webp', 'avif'] as const).map((format) => ({
    ...{ what: `ComfyUI in the fields of a camera in ${format}`, format, madeWith: 'ComfyUI' },
    ...{ text: `workflow:\n${FLOW}\n\nprompt:\n${GRAPH}` },
    file: exifIn(
      format,
      exifWith([
        [MAKE, text(`workflow:${FLOW}`)],
        [MODEL, text(`prompt:${GRAPH}`)],
      ]),
    ),
  })),
  ...[...EXIF_FORMATS, 'gif' as const].flatMap((format) =>
    [false, true].map((asAttributes) => ({
      ...{ what: `Draw Things in XMP of ${format}`, format, madeWith: 'Draw Things', text: 'a fox & "snow" <3' },
      file:
        format === 'gif'
          ? Buffer.concat([
              madeGif(8, 8),
              Buffer.from(
                xmpWith({ 'xmp:CreatorTool': 'Draw Things', 'dc:description': 'a fox & "snow" <3' }, asAttributes),
              ),
            ])
          : xmpIn(
              format,
              xmpWith({ 'xmp:CreatorTool': 'Draw Things', 'dc:description': 'a fox & "snow" <3' }, asAttributes),
            ),
    })),
  ),
  ...EXIF_FORMATS.map((format) => ({
    ...{ what: `Easel in XMP of ${format}`, format, madeWith: 'Easel', text: 'a calm lake' },
    file: xmpIn(
      format,
      xmpWith(
        { 'xmp:CreatorTool': 'Easel 0.1.0', 'dc:description': 'a calm lake', 'Iptc4xmpExt:DigitalSourceType': AI },
        true,
      ),
    ),
  })),
  {
    ...{ what: 'a generator by its source type', format: 'jpeg', madeWith: 'Made with Google AI', text: 'a fox' },
    file: xmpIn(
      'jpeg',
      xmpWith({
        'Iptc4xmpExt:DigitalSourceType': AI,
        'photoshop:Credit': 'Made with Google AI',
        'dc:description': 'a fox',
      }),
    ),
  },
  {
    ...{ what: 'a prompt in the fields of IPTC', format: 'jpeg', madeWith: 'Painter 3', text: 'a fox' },
    file: xmpIn(
      'jpeg',
      xmpWith({ 'Iptc4xmpExt:AIPromptInformation': 'a fox', 'Iptc4xmpExt:AISystemUsed': 'Painter 3' }),
    ),
  },
  {
    ...{ what: 'a JPEG comment', format: 'jpeg', madeWith: 'another program', text: 'a fox that looks at us' },
    file: jpegWith([[0xfe, Buffer.from('a fox that looks at us')]]),
  },
];

describe('recipes of other programs', () => {
  it.each(CASES)('are kept as found: $what', ({ file, format, madeWith, text: says }) => {
    const recipe = found(file, format);
    expect(recipe?.madeWith).toBe(madeWith);
    expect(recipe?.text).toContain(says);
  });

  it.each([
    { what: 'a bare PNG', file: madePng(8, 8), format: 'png' },
    { what: 'a bare JPEG', file: madeJpeg(8, 8, 6), format: 'jpeg' },
    { what: 'a bare WebP', file: madeWebp(8, 8), format: 'webp' },
    { what: 'a bare GIF', file: madeGif(8, 8), format: 'gif' },
    {
      what: 'a photo with the words of its camera',
      file: exifIn(
        'jpeg',
        exifWith([
          [DESCRIPTION, text('OLYMPUS DIGITAL CAMERA')],
          [MAKE, text('OLYMPUS')],
          [MODEL, text('E-M1')],
        ]),
      ),
      format: 'jpeg',
    },
    { what: 'the mark of an editor', file: pngWith([pngText('Comment', 'Created with GIMP')]), format: 'png' },
    {
      what: 'the name of a program alone',
      file: exifIn('jpeg', exifWith([[SOFTWARE, text('Paint 1.0')]])),
      format: 'jpeg',
    },
    {
      what: 'XMP of a photo editor',
      file: xmpIn('jpeg', xmpWith({ 'xmp:CreatorTool': 'Darkroom 3', 'dc:description': 'Our holidays' })),
      format: 'jpeg',
    },
  ] as const)('are not seen where there is none: $what', ({ file, format }) => {
    expect(found(file, format)).toBeNull();
  });
});

describe('an export of Easel', () => {
  const prompt = 'a <calm> lake & "snow",\r\n狐 ]]> &amp; at dawn';
  const image = LibraryImage.parse({
    ...{ id: `img_${'a'.repeat(20)}`, kind: 'generation', createdAt: 1, width: 8, height: 8, displayable: true },
    ...{ bytes: 1, format: 'png', file: 'originals/a.png', sha256: '0'.repeat(64), title: prompt, origin: null },
    ...{ stars: 3, flag: null, favourite: false, tags: ['a tag'], note: '', trashedAt: null, missing: false },
    recipe: {
      ...{ modelId: 'grok', prompt, count: 1, aspectRatio: '1:1', resolution: '1k', format: 'png' },
      ...{ privateDelivery: false, options: {}, sourceIds: [] },
    },
    madeWith: null,
  });

  it.each(EXIF_FORMATS)('gives its prompt back when it is imported as %s', (format) => {
    const packet = recipeXmp(image, 60_000).toString();
    expect(found(xmpIn(format, packet), format)).toEqual({ madeWith: 'Easel', text: prompt });
  });
});

describe('hostile texts', () => {
  const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024, 'a'));
  it.each([
    { what: 'a bomb in zTXt', chunk: pngChunk('zTXt', Buffer.concat([Buffer.from('parameters\0\0'), bomb])) },
    { what: 'a bomb in iTXt', chunk: pngChunk('iTXt', Buffer.concat([Buffer.from('parameters\0\x01\0\0\0'), bomb])) },
    { what: 'a broken zTXt', chunk: pngChunk('zTXt', Buffer.from('parameters\0\0nonsense')) },
    { what: 'a text without a name', chunk: pngChunk('tEXt', Buffer.from('\0a fox')) },
    { what: 'a name without an end', chunk: pngChunk('tEXt', Buffer.alloc(500, 'n')) },
    { what: 'an iTXt that is cut', chunk: pngChunk('iTXt', Buffer.from('parameters\0\0\0en')) },
    { what: 'a length of four gigabytes', chunk: pngChunk('tEXt', Buffer.from('para'), 0xffffffff) },
    { what: 'EXIF that leads into nowhere', chunk: pngChunk('eXIf', Buffer.from('MM\0*\xff\xff\xff\xff', 'latin1')) },
    {
      what: 'EXIF that leads back to itself',
      chunk: pngChunk('eXIf', Buffer.from('MM\0*\0\0\0\x08\xff\xff\x87\x69\0\x04\0\0\0\x01\0\0\0\x08', 'latin1')),
    },
  ])('do no harm: $what', ({ chunk }) => {
    expect(found(pngWith([chunk, pngText('prompt', 'a fox')]), 'png')?.text ?? 'a fox').toContain('a fox');
  });

  it('are cut to what is kept, and no sign is halved', () => {
    const long = `${'x'.repeat(MOST_FOUND - 1)}🦊🦊`;
    const kept = found(pngWith([pngText('parameters', long, 'zTXt')]), 'png')?.text ?? '';
    expect(kept.length).toBe(MOST_FOUND);
    expect(kept).toBe(Buffer.from(kept).toString());
    const many = Array.from({ length: 60 }, (_none, n) => pngText(`prompt`, `${String(n)} ${'y'.repeat(20_000)}`));
    expect(found(pngWith(many), 'png')?.text.length).toBe(MOST_FOUND);
  });

  it('lose their zeros, which databases cut texts at', () => {
    expect(found(pngWith([pngText('parameters', 'a\0fox\0')]), 'png')?.text).toBe('afox');
  });

  it.each(CASES.filter(({ file }) => file.length < 1500))(
    'survive any cut and any wrong byte: $what',
    ({ file, format }) => {
      for (let place = 0; place < file.length; place += 3) {
        const damaged = Buffer.from(file);
        damaged[place] = (damaged[place] ?? 0) ^ 0xff;
        expect(() => found(damaged, format)).not.toThrow();
        expect(() => found(file.subarray(0, place), format)).not.toThrow();
      }
    },
  );

  it('take no long time over endless chains of tiny chunks', () => {
    const chain = Buffer.concat(Array.from({ length: 200_000 }, () => pngChunk('tEXt', Buffer.from('a\0b'))));
    expect(found(pngWith([chain]), 'png')).toBeNull();
    expect(found(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(3_000_000, 0xff)]), 'jpeg')).toBeNull();
    const packet = `<x:xmpmeta ${'<dc:description '.repeat(100_000)}`;
    expect(found(xmpIn('png', packet), 'png')).toBeNull();
  });

  it('are read from files as from memory, also where they lie far behind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-found-'));
    const path = join(folder, 'fox.png');
    const pixels = pngChunk('IDAT', Buffer.alloc(3_000_000));
    writeFileSync(
      path,
      pngWith([pixels, pngText('parameters', 'z'.repeat(200_000)), pngText('prompt', 'a fox')], true),
    );
    const recipe = findRecipeIn(path, 'png');
    expect(recipe?.text).toContain('z'.repeat(200_000));
    expect(recipe?.text).toContain('a fox');
    expect(findRecipeIn(join(folder, 'none.png'), 'png')).toBeNull();
    rmSync(folder, { recursive: true });
  });
});
