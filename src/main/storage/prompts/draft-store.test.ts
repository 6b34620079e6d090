import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageId } from '../../../shared/ids';
import { openDatabase } from '../database';
import type { DraftStore } from './draft-store';
import { draftsPlan } from './draft-store';
import { madeDraft } from './made-uses';
import type { OpenDrafts } from './open-prompts';
import { openDrafts } from './open-prompts';

let folder = '';
let notices: string[] = [];
let opened: OpenDrafts | null = null;
const close = (): void => {
  opened?.close();
  opened = null;
};
const open = (): DraftStore => {
  opened = openDrafts({ file: join(folder, 'drafts.db'), now: () => 0, notify: (message) => notices.push(message) });
  return opened.store;
};
const [one, two, three] = [madeDraft(1, 'one'), madeDraft(2, 'two'), madeDraft(3, 'three')];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-drafts-'));
  notices = [];
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

describe('drafts', () => {
  it('come back whole after a restart, in their order and with the one that was shown', () => {
    const store = open();
    expect(store.read()).toEqual({ drafts: [], active: null });
    for (const draft of [one, two, three]) store.save(draft);
    store.save({ ...two, values: { product: 'shoe "red"\n' }, moreRatios: ['2:1'], perLine: true });
    store.arrange([three.id, one.id, two.id], one.id);
    close();
    const again = open();
    expect(again.read().drafts.map(({ recipe }) => recipe.prompt)).toEqual(['three', 'one', 'two']);
    expect(again.read().drafts[2]).toMatchObject({
      values: { product: 'shoe "red"\n' },
      moreRatios: ['2:1'],
      perLine: true,
    });
    expect(again.read().active).toBe(one.id);
    close();
  });

  it('keep an order that is told before the tab itself, and put a tab of which nothing was told last', () => {
    const store = open();
    store.arrange([two.id, one.id], two.id);
    for (const draft of [three, one, two]) store.save(draft);
    expect(store.read().drafts.map(({ id }) => id)).toEqual([two.id, one.id, three.id]);
    expect(store.read().active).toBe(two.id);
  });

  it('that were closed come back newest first, with letters that were saved after the closing, and only once', () => {
    const store = open();
    for (const draft of [one, two, three]) store.save(draft);
    store.arrange([one.id, two.id, three.id], one.id);
    store.close(one.id);
    store.save({ ...one, recipe: { ...one.recipe, prompt: 'one more letter' } });
    store.close(two.id);
    expect(store.read().drafts.map(({ id }) => id)).toEqual([three.id]);
    // The one that was shown is gone.
    expect(store.read().active).toBe(three.id);
    expect(store.reopen()?.id).toBe(two.id);
    expect(store.reopen()?.recipe.prompt).toBe('one more letter');
    expect(store.reopen()).toBeNull();
    expect(store.read().drafts.map(({ id }) => id)).toEqual([three.id, two.id, one.id]);
  });

  it('that were closed long ago are forgotten, the last twenty are not', () => {
    const store = open();
    for (let n = 1; n <= 25; n += 1) {
      store.save(madeDraft(n, String(n)));
      store.close(madeDraft(n, '').id);
    }
    const back = Array.from({ length: 25 }, () => store.reopen()?.recipe.prompt ?? null);
    expect(back.slice(0, 21)).toEqual([...Array.from({ length: 20 }, (_value, n) => String(25 - n)), null]);
  });

  it('that were closed empty push none out that has words or sources in it', () => {
    const store = open();
    const made = (n: number, prompt: string, sourceIds: readonly ImageId[]): void => {
      const draft = madeDraft(n, prompt);
      store.save({ ...draft, recipe: { ...draft.recipe, sourceIds } });
      store.close(draft.id);
    };
    made(1, 'kept', []);
    made(2, '', [ImageId.parse(`img_${'1'.repeat(20)}`)]);
    for (let n = 3; n <= 30; n += 1) made(n, ' \n\t\u3000', []);
    expect(store.read().drafts).toEqual([]);
    expect([store.reopen()?.recipe.sourceIds.length, store.reopen()?.recipe.prompt]).toEqual([1, 'kept']);
    expect(store.reopen()).toBeNull();
  });

  it('of which one can’t be read leave the others there, and it stays on disk', () => {
    const store = open();
    for (const draft of [one, two]) store.save(draft);
    close();
    const { database } = openDatabase(draftsPlan(join(folder, 'drafts.db'), () => 0));
    database.run(`UPDATE drafts SET data = '{"half": ' WHERE id = ?`, one.id);
    database.close();
    const again = open();
    expect(again.read().drafts.map(({ id }) => id)).toEqual([two.id]);
    expect(notices).toEqual([expect.stringMatching(/can’t be read/), ...notices.slice(1)]);
    close();
    const look = openDatabase(draftsPlan(join(folder, 'drafts.db'), () => 0)).database;
    expect(look.all('SELECT id FROM drafts')).toHaveLength(2);
    look.close();
  });

  it('go on in memory when a newer Easel made their file, which is not touched', () => {
    const file = join(folder, 'drafts.db');
    const migrations = Array.from({ length: 9 }, () => 'CREATE TABLE IF NOT EXISTS drafts (x)');
    openDatabase({ file, migrations, now: () => 0 }).database.close();
    const store = open();
    store.save(one);
    expect(store.read().drafts).toEqual([one]);
    expect(notices).toEqual([expect.stringMatching(/last until Easel is closed.*newer Easel/)]);
    close();
    const look = openDatabase({ file, migrations, now: () => 0 });
    expect([look.setAside, look.isNew]).toEqual([null, false]);
    look.database.close();
  });

  it('begin anew beside a damaged file, which is kept', () => {
    writeFileSync(join(folder, 'drafts.db'), Buffer.alloc(20_000, 3));
    const store = open();
    store.save(one);
    expect(store.read().drafts).toEqual([one]);
    expect(notices).toEqual([expect.stringMatching(/damaged and are kept as/)]);
    close();
  });
});
