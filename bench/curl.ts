import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How long curl takes, in milliseconds: `fetched` until it has ended, `synced` until the disk has all of it too. */
export interface CurlTime {
  readonly fetched: number;
  readonly synced: number;
}

/** Fetches the links into the folder with curl, so many at a time. Rejects when one can't be had. */
export async function fetchWithCurl(links: readonly string[], folder: string, atOnce: number): Promise<CurlTime> {
  mkdirSync(folder, { recursive: true });
  const lines = links.map((link, index) => `url = "${link}"\noutput = "${join(folder, `${String(index)}.jpg`)}"`);
  const list = join(folder, 'links.txt');
  writeFileSync(list, lines.join('\n'));
  const start = performance.now();
  await run('curl', [
    '--silent',
    '--show-error',
    '--fail',
    '--parallel',
    '--parallel-max',
    String(atOnce),
    '--config',
    list,
  ]);
  const fetched = performance.now() - start;
  await run('sync', ['--file-system', folder]);
  return { fetched, synced: performance.now() - start };
}
