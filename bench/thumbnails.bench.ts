import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appEnvironment, root, say } from './app';
import { pixels } from './jpeg';
import { median } from './loop-watch';
import { report } from './report';

const ROUNDS = Number(process.env['EASEL_BENCH_RUNS'] ?? 5);
const FILES = 24;
const SIDE = 2048;
const NOISE = 6;
/** As the app makes them. */
const THUMBNAIL = { side: 512, quality: 80 } as const;
const FORMATS = ['jpeg', 'png', 'webp'] as const;
type Format = (typeof FORMATS)[number];
const LINES = [1, 2] as const;
/** One at a time: at most twice as slow as sharp. Two at once: less than the trial had, as a ratio to sharp. */
const WANTED: Readonly<Record<Format, readonly [string, number, string, number]>> = {
  jpeg: ['≤', 2, '<', 2.4],
  png: ['≤', 2, '<', 3.2],
  webp: ['≤', 2, '<', 1.3],
};

interface Pair {
  readonly app: number;
  readonly sharp: number;
}

describe('thumbnails against sharp', () => {
  const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
  const files = new Map<Format, readonly string[]>();
  const pairs = new Map<string, Pair[]>();
  beforeAll(async () => {
    await buildDecoderApp(folder);
    for (const format of FORMATS) files.set(format, await writePictures(folder, format));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const format of FORMATS) {
    for (const atOnce of LINES) {
      it(`${format}, ${String(atOnce)} at a time`, async () => {
        const mine = files.get(format) ?? [];
        const found: Pair[] = [];
        for (let round = 0; round < ROUNDS; round += 1) {
          const bySharp = (): Promise<number> => withSharp(mine, atOnce);
          // Who comes first takes turns.
          const early = round % 2 === 0 ? await bySharp() : null;
          const app = await withDecoder(folder, mine, atOnce);
          found.push({ app, sharp: early ?? (await bySharp()) });
        }
        pairs.set(`${format} ${String(atOnce)}`, found);
        say(`thumbnails: ${format}, ${String(atOnce)} at a time: ${JSON.stringify(found)}`);
        expect(found).toHaveLength(ROUNDS);
      });
    }
  }

  it('writes its table', () => {
    const size = (format: Format): string => (statSync(files.get(format)?.[0] ?? '').size / 1e6).toFixed(1);
    report(
      'Thumbnails against sharp',
      `${String(FILES)} different pictures of ${String(SIDE)} × ${String(SIDE)} pixels of each format (${FORMATS.map((format) => `${format} ${size(format)} MB`).join(', ')}) to WebP of ` +
        `${String(THUMBNAIL.side)} pixels: the app's decoder in its sandboxed page, against sharp in plain Node on the same files; milliseconds a picture. ` +
        `Wanted: at most twice of sharp one at a time; two at once a smaller ratio than the trial of createImageBitmap had. Medians of ${String(ROUNDS)} rounds whose order turns.`,
      ['', 'app, ms', 'sharp, ms', 'ratio', 'wanted', 'reached'],
      FORMATS.flatMap((format) =>
        LINES.map((atOnce) => row(format, atOnce, pairs.get(`${format} ${String(atOnce)}`) ?? [])),
      ),
    );
  });
});

function row(format: Format, atOnce: (typeof LINES)[number], pairs: readonly Pair[]): readonly string[] {
  const [most, one, less, two] = WANTED[format];
  const ratios = pairs.map((pair) => pair.app / pair.sharp);
  const ratio = median(ratios);
  const reached = atOnce === 1 ? ratio <= one : ratio < two;
  return [
    `${format}, ${atOnce === 1 ? 'one at a time' : 'two at once'}`,
    (median(pairs.map((pair) => pair.app)) / FILES).toFixed(1),
    (median(pairs.map((pair) => pair.sharp)) / FILES).toFixed(1),
    `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    atOnce === 1 ? `${most} ${String(one)}` : `${less} ${String(two)}`,
    reached ? 'yes' : 'no',
  ];
}

async function writePictures(folder: string, format: Format): Promise<readonly string[]> {
  const files: string[] = [];
  for (let number = 0; number < FILES; number += 1) {
    const file = join(folder, `${String(number)}.${format}`);
    const raw = { width: SIDE, height: SIDE, channels: 4 } as const;
    const picture = sharp(pixels(SIDE, NOISE, number + 7), { raw }).removeAlpha();
    // Of about the sizes that the trial had.
    writeFileSync(file, await picture.toFormat(format, format === 'png' ? {} : { quality: 85 }).toBuffer());
    files.push(file);
  }
  return files;
}

/** The page is the built one; main is bundled anew with nothing but the decoder in it. */
async function buildDecoderApp(folder: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'decoder-app.ts'),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { external: ['electron'], output: { format: 'esm', entryFileNames: 'main.mjs' } },
    },
    ssr: { noExternal: true, external: ['electron'] },
  });
}

async function withDecoder(folder: string, files: readonly string[], atOnce: number): Promise<number> {
  const result = join(folder, 'time.txt');
  rmSync(result, { force: true });
  const env = appEnvironment({
    EASEL_BENCH_FILES: files.join('\n'),
    EASEL_BENCH_AT_ONCE: String(atOnce),
    EASEL_BENCH_PAGES: join(root, 'out', 'renderer'),
    EASEL_BENCH_RESULT: result,
  });
  const electron = process.env['ELECTRON_EXEC_PATH'];
  if (electron === undefined) throw new Error('Start the benchmarks with npm run bench.');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [join(folder, 'main.mjs'), `--user-data-dir=${join(folder, 'user-data')}`, ...asRoot];
  await promisify(execFile)(electron, args, { env });
  return Number(readFileSync(result, 'utf8'));
}

async function withSharp(files: readonly string[], atOnce: number): Promise<number> {
  const make = async (file: string): Promise<void> => {
    const { side, quality } = THUMBNAIL;
    await sharp(file)
      .rotate()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality })
      .toBuffer();
  };
  await make(files[0] ?? '');
  const waiting = [...files];
  const begun = performance.now();
  const line = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await make(file);
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  return performance.now() - begun;
}
