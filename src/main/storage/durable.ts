import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes what was created, linked or renamed in the folder survive a power cut. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Per folder: the sync that runs, and the one that begins after it. */
const syncs = new Map<string, { readonly running: Promise<void>; next: Promise<void> | null }>();

/**
 * As `syncFolder`, off the main thread. Resolves when everything done in the folder before the call is safe; calls at the
 * same time share a sync, since one that begins later covers them all.
 */
export function folderSynced(folder: string): Promise<void> {
  if (process.platform === 'win32') return Promise.resolve();
  const current = syncs.get(folder);
  if (!current) return beginSync(folder);
  current.next ??= current.running.then(
    () => beginSync(folder),
    () => beginSync(folder),
  );
  return current.next;
}

function beginSync(folder: string): Promise<void> {
  const running = syncNow(folder).finally(() => {
    if (syncs.get(folder)?.running === running && !syncs.get(folder)?.next) syncs.delete(folder);
  });
  syncs.set(folder, { running, next: null });
  return running;
}

async function syncNow(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates the folder with its parents, each of them synced into the one above. */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** The `code` of a Node error, such as `ENOENT`, or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
