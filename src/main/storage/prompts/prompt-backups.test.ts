import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeUse, openMadePrompts } from './made-uses';
import { openPrompts } from './open-prompts';
import { backUpPrompts, restorePrompts } from './prompt-backups';

let folder = '';
let file = '';
let copies = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-prompt-copies-'));
  [file, copies] = [join(folder, 'prompts.db'), join(folder, 'copies')];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const copy = (day: string): ReturnType<typeof backUpPrompts> => backUpPrompts({ file, folder: copies, day });

it('seven daily copies are kept, the oldest goes first, and no half one is left', async () => {
  const { store, close } = openMadePrompts(file);
  store.addUses([madeUse(1, 'a red fox')]);
  for (let day = 11; day <= 19; day += 1) expect(await copy(`2026-11-${String(day)}`)).toEqual({ kind: 'made' });
  close();
  const kept = [13, 14, 15, 16, 17, 18, 19].map((day) => `prompts-2026-11-${String(day)}.db`);
  expect(readdirSync(copies).sort()).toEqual(kept);
});

it('an empty history is not copied over a full one of the same day', async () => {
  const full = openMadePrompts(file);
  full.store.addUses([madeUse(1, 'a red fox')]);
  await copy('2026-11-11');
  full.close();
  rmSync(file);
  openMadePrompts(file).close();
  expect(await copy('2026-11-11')).toEqual({ kind: 'empty' });
  expect(restorePrompts(file, copies)).toBe(true);
});

it('a damaged history pushes out no sound copy, and of the copies the newest sound one comes back', async () => {
  const { store, close } = openMadePrompts(file);
  store.addUses(Array.from({ length: 400 }, (_value, n) => madeUse(n, `a prompt of many words, number ${String(n)}`)));
  await copy('2026-11-11');
  close();
  copyFileSync(join(copies, 'prompts-2026-11-11.db'), join(copies, 'prompts-2026-11-12.db'));
  truncateSync(join(copies, 'prompts-2026-11-12.db'), 60_000);
  writeFileSync(join(copies, 'prompts-2026-11-13.db'), 'no database');
  truncateSync(file, 60_000);
  expect(await copy('2026-11-14').catch(() => ({ kind: 'refused' }))).not.toEqual({ kind: 'made' });
  expect(existsSync(join(copies, 'prompts-2026-11-14.db'))).toBe(false);
  const notices: string[] = [];
  const again = openPrompts({ file, backups: copies, now: () => 0, notify: (message) => notices.push(message) });
  expect(again?.store.walk(399)?.text).toBe('a prompt of many words, number 0');
  expect(notices).toEqual([expect.stringMatching(/damaged.*came back from its newest copy/)]);
  again?.close();
});

it('a history that went missing comes back from a copy, and one that was never there is no news', async () => {
  const notices: string[] = [];
  const open = () => openPrompts({ file, backups: copies, now: () => 0, notify: (message) => notices.push(message) });
  const first = open();
  expect(notices).toEqual([]);
  first?.store.addUses([madeUse(1, 'a red fox')]);
  await copy('2026-11-11');
  first?.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  const again = open();
  expect(again?.store.walk(0)?.text).toBe('a red fox');
  expect(notices).toEqual([expect.stringMatching(/was missing/)]);
  again?.close();
});
