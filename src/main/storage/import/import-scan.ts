import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import { errorCode } from '../durable';
import { importName } from './import-check';

/** One level of what was handed in. */
export interface Level {
  readonly files: readonly string[];
  /** To be looked into next, in this order. Real paths: what is found below them can't lead back. */
  readonly folders: readonly string[];
  /** What can't be imported, with its name and a sentence. */
  readonly faults: readonly { readonly name: string; readonly message: string }[];
}

/** Sorts paths that a person named into files and folders. Never throws. */
export function lookAtGiven({
  paths,
  library,
}: {
  readonly paths: readonly string[];
  readonly library: string;
}): Level {
  const level = newLevel();
  const own = realOf(library);
  for (const path of paths) {
    // What is neither gets its sentence when it is to be copied.
    if (isFolder(path)) addFolder(level, realOf(path), own);
    else addFile(level, path, own);
  }
  return level;
}

/** What lies directly in the folders: links, hidden files and the system's own left out, in the order of their names. Never throws. */
export function lookIntoFolders({
  folders,
  library,
}: {
  readonly folders: readonly string[];
  readonly library: string;
}): Level {
  const level = newLevel();
  const own = realOf(library);
  for (const folder of folders) {
    try {
      lookInto(folder, own, level);
    } catch (error) {
      const { name } = importName(folder);
      const why = UNREADABLE.includes(errorCode(error)) ? 'may not be read. Change its permissions.' : 'can’t be read.';
      level.faults.push({ name, message: `The folder “${name}” ${why}` });
    }
  }
  return level;
}

const UNREADABLE = ['EACCES', 'EPERM'];

interface GrowingLevel {
  readonly files: string[];
  readonly folders: string[];
  readonly faults: { readonly name: string; readonly message: string }[];
}

function newLevel(): GrowingLevel {
  return { files: [], folders: [], faults: [] };
}

function lookInto(folder: string, own: string, level: GrowingLevel): void {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !isJunk(name))
    .sort(byName);
  const isLibrary = entries.some(({ name }) => name === 'library.db') && entries.some(isOriginals);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // Links are left out: what they lead to lies somewhere else, and may lead back.
    if (entry.isFile() && !isLibrary) level.files.push(path);
    // Of another library of Easel's only what its person keeps, neither small copies nor trash.
    if (entry.isDirectory() && (!isLibrary || isOriginals(entry))) addFolder(level, path, own);
  }
}

function isOriginals(entry: Dirent): boolean {
  return entry.isDirectory() && entry.name === 'originals';
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

function byName(a: Dirent, b: Dirent): number {
  return COLLATOR.compare(a.name, b.name);
}

const JUNK =
  /^(\..*|thumbs\.db|ehthumbs\.db|desktop\.ini|__macosx|\$recycle\.bin|system volume information|@eadir|lost\+found|.*\.(app|photoslibrary|lrdata))$/i;

function isJunk(name: string): boolean {
  return JUNK.test(name);
}

function addFolder(level: GrowingLevel, folder: string, own: string): void {
  const { name } = importName(folder);
  if (isWithin(folder, own)) {
    level.faults.push({ name, message: `“${name}” is part of this library: its images are here already.` });
  } else level.folders.push(folder);
}

/** A file of the library may come back from another program; its other files are no pictures of a person. */
function addFile(level: GrowingLevel, path: string, own: string): void {
  const real = realOf(path);
  const isOurs = isWithin(real, own) && !['originals', 'trash'].some((folder) => isWithin(real, join(own, folder)));
  const { name } = importName(path);
  if (isOurs) level.faults.push({ name, message: `“${name}” is part of this library and no image of its own.` });
  else level.files.push(path);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Free of links, in the system's own spelling; the path itself where there is nothing. */
function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
