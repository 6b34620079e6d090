import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { thumbnailName } from '../src/main/storage/images/image-name';
import { libraryMigrations } from '../src/main/storage/migrations/library';
import { say } from './app';
import { type MadePicture, paintPictures, withSerial } from './made-pictures';
import { type MadeRecord, madeRecords } from './made-records';
import { type RecordWriter, openRecordWriter } from './record-writer';

/** Images in the library of the benchmarks. */
export const IMAGES = Number(process.env['EASEL_BENCH_IMAGES'] ?? 100_000);

/** Raised when what is made changes, so that a library that was kept is made anew. */
const VERSION = 1;
const PICTURES = 300;
const BATCH = 2000;

/**
 * Hands the work a library of `IMAGES` images of its own: records by the app's own store, each image with a thumbnail, an
 * original and a sidecar. The records say the pixels that the models deliver, while the originals are small, so that the
 * whole fits on any disk. Made once and kept with the temporary files; what the work gets is a copy by hard links.
 */
export async function withLargeLibrary<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const master = await largeLibrary();
  const holder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
  const folder = join(holder, 'library');
  try {
    copyLinked(master, folder);
    return await work(folder);
  } finally {
    rmSync(holder, { recursive: true, force: true });
  }
}

async function largeLibrary(): Promise<string> {
  // What was put into the trash must not grow old enough to be emptied.
  const month = new Date().toISOString().slice(0, 7);
  const facts = JSON.stringify([VERSION, IMAGES, month, libraryMigrations]);
  const key = createHash('sha256').update(facts).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `easel-bench-library-${key}`);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  say(`large library: making ${String(IMAGES)} images`);
  const pictures = await paintPictures(join(tmpdir(), `easel-bench-pictures-${String(VERSION)}`), PICTURES);
  mkdirSync(join(part, 'library'), { recursive: true });
  const writer = openRecordWriter(join(part, 'library'));
  try {
    await writeLibrary(join(part, 'library'), pictures, writer);
  } finally {
    writer.close();
  }
  renameSync(join(part, 'library'), folder);
  rmSync(part, { recursive: true, force: true });
  return folder;
}

async function writeLibrary(folder: string, pictures: readonly MadePicture[], writer: RecordWriter): Promise<void> {
  const byRatio = new Map<string, MadePicture[]>();
  for (const picture of pictures) byRatio.set(picture.ratio, [...(byRatio.get(picture.ratio) ?? []), picture]);
  let batch: MadeRecord[] = [];
  let written = 0;
  for (const record of madeRecords(IMAGES, Date.now())) {
    const choice = byRatio.get(record.ratio) ?? pictures;
    const picture = choice[record.picture % choice.length];
    if (!picture) throw new Error('There are no pictures.');
    batch.push(writeFiles(folder, record, picture));
    written += 1;
    if (batch.length < BATCH && written < IMAGES) continue;
    await writer.write(batch);
    batch = [];
    if (written % 20_000 === 0) say(`  ${String(written)}`);
  }
}

/** Writes original and thumbnail of the record; returns it with what is now known of them. */
export function writeFiles(folder: string, record: MadeRecord, picture: MadePicture): MadeRecord {
  const { image } = record;
  const bytes = withSerial(picture.original[image.format], image.format, image.id);
  const file = join(folder, ...image.file.split('/'));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  const thumbnail = join(folder, ...thumbnailName(image.id).split('/'));
  mkdirSync(dirname(thumbnail), { recursive: true });
  linkSync(picture.thumbnail, thumbnail);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...record, image: { ...image, bytes: bytes.length, sha256 }, modifiedAt: statSync(file).mtimeMs };
}

/** Files by hard links: nothing of a library is ever written in place but its database, which is copied. */
function copyLinked(from: string, to: string): void {
  execFileSync('cp', ['--archive', '--link', from, to]);
  for (const suffix of ['', '-wal', '-shm']) {
    const source = join(from, `library.db${suffix}`);
    if (!existsSync(source)) continue;
    rmSync(join(to, `library.db${suffix}`));
    execFileSync('cp', ['--archive', source, to]);
  }
}
