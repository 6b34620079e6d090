import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { openForReading } from '../database';
import { openMadePrompts } from './made-uses';
import { openDrafts } from './open-prompts';

const OUT = resolve('node_modules/.cache/easel/prompt-kill-test');
const KILLS = 4;

let folder = '';
beforeAll(async () => {
  const input = {
    uses: resolve('src/main/storage/prompts/made-uses.ts'),
    open: resolve('src/main/storage/prompts/open-prompts.ts'),
  };
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: true, outDir: OUT, emptyOutDir: true, rolldownOptions: { input } },
  });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-prompt-kill-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes letters of a draft and uses of prompts for ever, and says what is written when the call has returned. */
const SCRIPT = `
  const { madeDraft, madeUse, openMadePrompts } = await import(process.argv[1] + '/uses.js');
  const { openDrafts } = await import(process.argv[1] + '/open.js');
  const folder = process.argv[2];
  const { store } = openMadePrompts(folder + '/prompts.db');
  const { store: drafts } = openDrafts({ file: folder + '/drafts.db', now: () => 0, notify: () => undefined });
  for (let n = Number(process.argv[3]); ; n += 1) {
    drafts.save(madeDraft(1, 'letter ' + n));
    store.addUses([madeUse(2 * n, 'prompt of ' + n), madeUse(2 * n + 1, 'another of ' + n)]);
    process.stdout.write(n + '\\n');
    if (n % 20 === 0) await new Promise((done) => setImmediate(done));
  }
`;

/** Ends the child without warning when it has said so many lines; returns the last. */
async function killed(from: number, after: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, OUT, folder, String(from)]);
  let [lines, last, errors] = [0, -1, ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    [lines, last] = [lines + 1, Number(line)];
    if (lines === after) child.kill('SIGKILL');
  });
  await once(child, 'close');
  expect(errors).toBe('');
  return last;
}

it('a killed Easel loses no letter and no prompt of which it was told that they are kept, and nothing is half there', async () => {
  let next = 1;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const last = await killed(next, 37 + kill * 53);
    expect(last).toBeGreaterThanOrEqual(next);
    const drafts = openDrafts({ file: join(folder, 'drafts.db'), now: () => 0, notify: () => undefined });
    const letter = Number(drafts.store.read().drafts[0]?.recipe.prompt.slice('letter '.length));
    expect(letter).toBeGreaterThanOrEqual(last);
    drafts.close();
    openMadePrompts(join(folder, 'prompts.db')).close();
    const database = openForReading(join(folder, 'prompts.db'));
    const count = (table: string): number =>
      z.object({ count: z.number() }).parse(database.get(`SELECT count(*) AS count FROM ${table}`)).count;
    expect(count('uses')).toBeGreaterThanOrEqual(2 * last);
    // Each with its other half, its facts and its words.
    expect(count('uses') % 2).toBe(0);
    expect([count('prompts'), count('facts')]).toEqual([count('uses'), count('uses')]);
    expect(count(`prompt_words WHERE prompt_words MATCH 'of'`)).toBe(count('uses'));
    database.close();
    // The letter may be there without its prompts.
    next = last + 1;
  }
}, 60_000);
