import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, pick } from '../src/main/gateway/demo/paint/random';
import { openForReading } from '../src/main/storage/database';
import { promptsPlan } from '../src/main/storage/migrations/prompts';
import { openPrompts } from '../src/main/storage/prompts/open-prompts';
import { PROMPT_SOURCES } from '../src/main/storage/prompts/prompt-sources';
import type { Cursor, NewUse } from '../src/main/storage/prompts/prompt-store';
import { z } from 'zod';
import { PromptId } from '../src/shared/ids';
import { say } from './app';
import { madePrompt, TAGS } from './made-prompts';

/** Prompts in the history of the benchmarks. */
export const PROMPTS = Number(process.env['EASEL_BENCH_PROMPTS'] ?? 50_000);

/** Raised when what is made changes, so that a history that was kept is made anew. */
const VERSION = 1;
const BATCH = 500;
const DAY = 24 * 3600_000;

/**
 * Puts a history of `PROMPTS` prompts into the user data: those of the library's images as the app itself brings them in,
 * then others of which no image is left; some are favourites, some bear tags. Made once for each library and kept with the
 * temporary files.
 */
export function writeHistory(userData: string, library: string): void {
  const records = join(library, 'library.db');
  const facts = JSON.stringify([VERSION, PROMPTS, promptsPlan('', Date.now).migrations, nameOf(records)]);
  const key = createHash('sha256').update(facts).digest('hex').slice(0, 12);
  const kept = join(tmpdir(), `easel-bench-history-${key}.db`);
  if (!existsSync(kept)) makeHistory(kept, records);
  copyFileSync(kept, join(userData, 'prompts.db'));
}

/** Tells one made library from another. */
function nameOf(records: string): unknown {
  const database = openForReading(records);
  try {
    return database.get('SELECT count(*) AS images, max(id) AS last FROM images');
  } finally {
    database.close();
  }
}

function makeHistory(kept: string, library: string): void {
  say(`history: making ${String(PROMPTS)} prompts`);
  const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
  const file = join(folder, 'prompts.db');
  const open = openPrompts({ file, backups: join(folder, 'none'), now: Date.now, notify: say });
  if (!open) throw new Error('The history was not opened.');
  try {
    const { store } = open;
    let made = 0;
    for (let after: Cursor | null = null; ;) {
      const { uses, next } = PROMPT_SOURCES.usesOfLibrary({ library, prompts: file, after, limit: BATCH });
      store.addUses(uses);
      made += uses.length;
      after = next;
      if (next === null) break;
    }
    say(`  ${String(made)} uses of the library`);
    const random = createRandom(9);
    const first = Date.now() - 3 * 365 * DAY;
    while (countIn(file) < PROMPTS) {
      const missing = Math.min(BATCH, PROMPTS - countIn(file));
      store.addUses(
        Array.from({ length: missing }, () => oldUse(madePrompt(random), first + random() * 3 * 365 * DAY)),
      );
    }
    for (let id = 1; id <= PROMPTS; id += 1) {
      const one = [PromptId.parse(id)];
      if (random() < 0.05) store.mark(one, { kind: 'favourite', favourite: true });
      if (random() < 0.2) store.mark(one, { kind: 'tag', tags: [pick(TAGS, random)] });
    }
  } finally {
    open.close();
  }
  renameSync(file, kept);
  rmSync(folder, { recursive: true, force: true });
}

function countIn(file: string): number {
  const database = openForReading(file);
  try {
    return z.object({ count: z.number() }).parse(database.get('SELECT count(*) AS count FROM facts')).count;
  } finally {
    database.close();
  }
}

/** One whose images were thrown away long ago. */
function oldUse(text: string, at: number): NewUse {
  return {
    ...{ text, jobId: null, batchId: null, at, recipe: null, micros: 50_000, charge: 'yes' },
    ...{ pattern: null, basedOn: null },
  };
}
