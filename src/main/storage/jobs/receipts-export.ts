import { copyFile, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { localDay } from '../../../shared/local-day';
import { errorCode, syncFolder } from '../durable';
import { journalNames } from './receipt-lines';

/**
 * Copies every receipt with its bodies into a new folder `Easel receipts 2026-11-22` in the given one, synced, and returns
 * its path. Never writes into a folder that was there. Rejects with the disk's error.
 */
export async function exportReceipts(receipts: string, into: string, now: number): Promise<string> {
  const target = await newFolder(join(into, `Easel receipts ${localDay(now)}`));
  await mkdir(join(target, 'bodies'));
  const bodies = (await readdir(join(receipts, 'bodies'))).filter((name) => name.endsWith('.txt'));
  const names = [...journalNames(await readdir(receipts)), ...bodies.map((name) => join('bodies', name))];
  for (const name of names) await copySynced(join(receipts, name), join(target, name));
  for (const folder of [join(target, 'bodies'), target, into]) syncFolder(folder);
  return target;
}

async function newFolder(path: string): Promise<string> {
  for (let more = 1; ; more++) {
    const target = more === 1 ? path : `${path} (${String(more)})`;
    try {
      await mkdir(target);
      return target;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

async function copySynced(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const file = await open(to, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
