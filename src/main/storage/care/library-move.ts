import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, realpath, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import type { LibraryState } from '../../../shared/app-state';
import { RequestError } from '../../../shared/result';
import type { TaskProgress } from '../../core/tasks';
import { makeFolder } from '../durable';
import { diskSentence } from '../images/image-files';
import type { Library } from '../library/library';
import { namesOf } from './library-scan';
import type { LibraryWorker } from '../library/library-worker-line';

/** What a move needs. */
export interface MovePorts {
  readonly library: Pick<Library, 'state' | 'open' | 'hold'>;
  readonly worker: Pick<LibraryWorker, 'ask'>;
  /** Folder in user data, for the note of an old place that is still to be cleared. */
  readonly memory: string;
  /** Makes the folder the one that the next start opens. To be on disk when it returns. */
  readonly moved: (folder: string) => void;
}

/** What a folder may hold and still count as empty. */
const NOTHING = ['.DS_Store', 'desktop.ini', 'Thumbs.db', '.localized'];
/** In a folder that is being filled. */
const MARK = 'library.moving';
const MADE = [
  'originals',
  'trash',
  'backups',
  'thumbnails',
  'lineage',
  'library.json',
  'library.db',
  'library.db.new',
  MARK,
];
const BATCH = 16;
/** Room beside the files themselves. Bytes. */
const SPARE = 200 * 1024 * 1024;
const HOLD = 'The library is being moved. What comes meanwhile waits, and is taken in at the new place.';

/**
 * Moves the library: copies every file and compares it, then goes over to the copy, then clears the old place. Ended or
 * broken off before it goes over, the old one is complete; after that, the new one. Throws `invalid` and `unavailable`.
 */
export async function moveLibrary(ports: MovePorts, target: string, progress: TaskProgress): Promise<LibraryState> {
  const state = ports.library.state();
  if (state.status !== 'open' || state.readOnly !== null) {
    throw unavailable(state.status === 'open' ? (state.readOnly ?? '') : state.message);
  }
  const from = state.folder;
  const to = resolve(target);
  await checkTarget(from, to);
  await checkRoom(ports, from, to);
  try {
    writeFileSync(join(to, MARK), `${JSON.stringify({ from }, null, 2)}\n`, { flush: true });
    await copyAll(ports, from, to, progress);
    ports.library.hold(HOLD);
    // What came in since: little, and then nothing more does.
    await copyAll(ports, from, to, progress);
    const place = { database: join(to, 'library.db'), thumbnails: to };
    await ports.worker.ask('rememberRecords', { database: join(from, 'library.db'), place });
    progress.signal.throwIfAborted();
    const held = ports.library.state();
    // Another Easel has taken it over meanwhile: what it does there would be lost.
    if (held.status !== 'open' || held.readOnly !== HOLD) {
      throw unavailable(held.status === 'open' ? (held.readOnly ?? '') : held.message);
    }
  } catch (error) {
    ports.library.hold(null);
    await takeBack(to);
    throw error;
  }
  return goOver(ports, from, to, progress);
}

async function goOver(ports: MovePorts, from: string, to: string, progress: TaskProgress): Promise<LibraryState> {
  noteOld(ports.memory, { from, to });
  await rm(join(to, MARK), { force: true });
  ports.moved(to);
  const state = ports.library.open(to);
  if (state.status === 'unavailable' || state.readOnly !== null) {
    ports.moved(from);
    ports.library.open(from);
    forgetOld(ports.memory);
    throw unavailable(state.status === 'unavailable' ? state.message : (state.readOnly ?? ''));
  }
  await clearOld(ports, progress);
  return state;
}

/** Clears the place that a library was moved from, as far as an earlier run did not. Never rejects. */
export async function clearOld(
  ports: Pick<MovePorts, 'library' | 'worker' | 'memory'>,
  progress?: TaskProgress,
): Promise<void> {
  const old = readOld(ports.memory);
  if (old === null) return;
  if (ports.library.state().folder !== old.to) {
    // It never came to going over.
    forgetOld(ports.memory);
    return;
  }
  try {
    progress?.report({ title: 'Clearing the old library folder', detail: '' });
    // One that came in at the last moment is copied now; a round finds it at the new place.
    const files = namesOf(await ports.worker.ask('listLibrary', { folder: old.from }));
    const late = files.filter((file) => /^(?:originals|trash)\//.test(file));
    const { fault } = await ports.worker.ask('copyFiles', { ...old, files: late, onlyNew: true });
    const stayed = fault === null ? await ports.worker.ask('removeCopied', old) : late.length;
    if (stayed > 0) progress?.problem(`Some files stayed in the old folder “${old.from}”.`);
  } catch {
    progress?.problem(`The old folder “${old.from}” could not be cleared.`);
  }
  forgetOld(ports.memory);
}

async function checkTarget(from: string, to: string): Promise<void> {
  const [real, realTo] = [await realpath(from), await nearestReal(to)];
  if (isBelow(realTo, real) || isBelow(real, realTo)) {
    throw new RequestError('invalid', 'Choose a folder outside of the library’s own.', 'library');
  }
  try {
    makeFolder(to);
    const names = (await readdir(to)).filter((name) => !NOTHING.includes(name));
    if (names.length > 0 && !isOurs(to, from)) {
      throw new RequestError('invalid', 'That folder is not empty. Choose an empty one, or make a new one.', 'library');
    }
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw unavailable(diskSentence(error).replaceAll('library folder', 'new folder'));
  }
}

/** Filled by a move of this library that was broken off. */
function isOurs(to: string, from: string): boolean {
  try {
    const Mark = z.object({ from: z.string() });
    return Mark.parse(JSON.parse(readFileSync(join(to, MARK), 'utf8'))).from === from;
  } catch {
    return false;
  }
}

async function nearestReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await nearestReal(above), path.slice(above.length));
  }
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function checkRoom(ports: MovePorts, from: string, to: string): Promise<void> {
  const { bytes } = await ports.worker.ask('listLibrary', { folder: from });
  const records = (await stat(join(from, 'library.db'))).size;
  const needed = bytes.reduce((sum, size) => sum + size, records + SPARE);
  const { bavail, bsize } = await statfs(to);
  if (bavail * bsize >= needed) return;
  const gigabytes = (needed / 1024 ** 3).toFixed(1);
  throw unavailable(`There is not enough room in the new folder: ${gigabytes} GB are needed.`);
}

async function copyAll(ports: MovePorts, from: string, to: string, progress: TaskProgress): Promise<void> {
  const files = namesOf(await ports.worker.ask('listLibrary', { folder: from }));
  progress.report({ total: files.length, done: 0 });
  for (let done = 0; done < files.length; done += BATCH) {
    progress.signal.throwIfAborted();
    const some = files.slice(done, done + BATCH);
    const { fault } = await ports.worker.ask('copyFiles', { from, to, files: some });
    if (fault !== null) throw unavailable(fault);
    progress.report({ done: done + some.length, detail: some.at(-1) ?? '' });
  }
}

/** Leaves nothing of a copy that was broken off. */
async function takeBack(to: string): Promise<void> {
  if (!existsSync(join(to, MARK))) return;
  for (const name of MADE) await rm(join(to, name), { recursive: true, force: true }).catch(() => undefined);
}

const Old = z.object({ from: z.string(), to: z.string() });
const noteName = (memory: string): string => join(memory, 'moved.json');

function noteOld(memory: string, old: z.infer<typeof Old>): void {
  makeFolder(memory);
  writeFileSync(noteName(memory), JSON.stringify(old), { flush: true });
}

function readOld(memory: string): z.infer<typeof Old> | null {
  try {
    return Old.parse(JSON.parse(readFileSync(noteName(memory), 'utf8')));
  } catch {
    return null;
  }
}

function forgetOld(memory: string): void {
  void rm(noteName(memory), { force: true }).catch(() => undefined);
}

function unavailable(message: string): RequestError {
  return new RequestError('unavailable', message, 'library');
}
