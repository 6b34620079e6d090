import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchId, PromptId } from '../../../shared/ids';
import type { PromptQuery } from '../../../shared/prompts';
import { jobId } from '../jobs/made-jobs';
import { MADE_START, madeUse, openMadePrompts } from './made-uses';
import type { OpenPrompts } from './open-prompts';
import { PROMPT_READING } from './prompt-reading';
import type { PromptStore } from './prompt-store';

const MINUTE = 60_000;
const ALL: PromptQuery = { search: '', order: 'recent', favourites: false, tag: null };

let folder = '';
let open: OpenPrompts;
let store: PromptStore;
let looks = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-prompt-store-'));
  open = openMadePrompts(join(folder, 'prompts.db'));
  ({ store } = open);
});
afterEach(() => {
  open.close();
  rmSync(folder, { recursive: true });
});

const sources = () => {
  looks += 1;
  const versions = { prompts: String(looks), library: '' };
  return { prompts: join(folder, 'prompts.db'), jobs: join(folder, 'none.db'), library: null, versions };
};
const find = (query: Partial<PromptQuery> = {}): readonly number[] => [
  ...PROMPT_READING.listPrompts({ sources: sources(), look: { ...ALL, ...query } }).ids,
];
const details = (...ids: readonly number[]) =>
  PROMPT_READING.promptDetails({ sources: sources(), ids: ids.map((id) => PromptId.parse(id)) });
const versions = (id: number) =>
  PROMPT_READING.promptStory({ sources: sources(), id: PromptId.parse(id) })?.versions.map((one) => [
    one.id,
    one.parent,
  ]);
const texts = (query: Partial<PromptQuery> = {}): readonly string[] => details(...find(query)).map(({ text }) => text);

describe('uses', () => {
  it('of one commit are all kept or none', () => {
    const broken = { ...madeUse(2, 'two'), micros: Number.NaN };
    expect(() => store.addUses([madeUse(1, 'one'), broken])).toThrow();
    expect(find()).toEqual([]);
    expect(store.addUses([madeUse(1, 'one')])).toBe(1);
    expect(texts({ search: 'one' })).toEqual(['one']);
  });

  it('that come late move the first use, not the last', () => {
    store.addUses([madeUse(5, 'a fox'), madeUse(9, 'a hare'), madeUse(2, 'a fox')]);
    expect(texts({ order: 'recent' })).toEqual(['a hare', 'a fox']);
    expect(texts({ order: 'first' })).toEqual(['a hare', 'a fox']);
    const [fox] = details(1);
    expect([fox?.firstUsedAt, fox?.lastUsedAt]).toEqual([MADE_START + 2 * MINUTE, MADE_START + 5 * MINUTE]);
    expect(PROMPT_READING.listPrompts({ sources: sources(), look: ALL }).times).toEqual(
      Float64Array.from([MADE_START + 9 * MINUTE, MADE_START + 5 * MINUTE]),
    );
  });

  it('are counted and paid once though their job is told twice; orders by use and cost follow', () => {
    store.addUses([
      madeUse(1, 'cheap'),
      madeUse(2, 'cheap'),
      madeUse(2, 'cheap'),
      madeUse(3, 'dear', { micros: 900_000 }),
    ]);
    expect(details(1)).toMatchObject([{ uses: 2, cost: 0.1 }]);
    expect(texts({ order: 'uses' })).toEqual(['cheap', 'dear']);
    expect(texts({ order: 'cost' })).toEqual(['dear', 'cheap']);
  });

  it('of an empty text are none, and what can’t be sent of a text makes no other prompt', () => {
    expect(store.addUses([madeUse(1, ' \n'), madeUse(2, 'a\u0000 fox'), madeUse(3, ' a fox\n')])).toBe(2);
    expect(texts()).toEqual(['a fox']);
  });

  it('with a price or a time that no library can mean keep nothing else out', () => {
    const odd = { micros: 1e300, at: 1e300 };
    const uses = [madeUse(1, 'a'), madeUse(2, 'b', odd), madeUse(3, 'b', odd), madeUse(4, 'c', { micros: 0.4 })];
    expect(store.addUses(uses)).toBe(4);
    const [b] = details(2);
    expect(new Date(b?.lastUsedAt ?? NaN).getTime()).toBe(8.64e15);
    expect(b?.cost).toBe(2e6);
  });

  it('survive a text of 100,000 characters, half a sign at its cut and 50,000 words of one letter', () => {
    const long = `${'x'.repeat(199)}🦊${' y'.repeat(49_000)}`;
    store.addUses([madeUse(1, long)]);
    expect(texts({ search: 'y' })).toEqual([long]);
    expect(store.complete('x'.repeat(199))?.text).toBe(long);
    expect(store.complete(`${'x'.repeat(199)}🦊`)?.text).toBe(long);
    expect(store.complete(`${'x'.repeat(199)}🦁`)).toBeNull();
  });
});

describe('searching prompts', () => {
  beforeEach(() => {
    store.addUses(
      ['a red fox in snow', 'a blue fox', 'the red harbour', '夜明けの港'].map((text, n) => madeUse(n + 1, text)),
    );
    store.mark([PromptId.parse(1), PromptId.parse(3)], { kind: 'tag', tags: ['Client A', 'warm'] });
    store.mark([PromptId.parse(2)], { kind: 'tag', tags: ['warm'] });
    store.mark([PromptId.parse(3)], { kind: 'favourite', favourite: true });
  });

  it.each([
    ['fox', [2, 1]],
    ['re', [3, 1]],
    ['red fox', [1]],
    ['fox red', [1]],
    ['"red fox"', [1]],
    ['"fox red"', []],
    ['-fox', [4, 3]],
    ['fox -blue', [1]],
    ['#warm', [3, 2, 1]],
    ['#"client a"', [3, 1]],
    ['#warm fox', [2, 1]],
    ['#warm -#"Client A"', [2]],
    ['#wa', []],
    ['war', [3, 2, 1]],
    ['client', [3, 1]],
    ['client harbour', [3]],
    ['fox -client', [2]],
    ['"client a" warm', [3, 1]],
    ['港', [4]],
    ['明け', [4]],
    ['fox" OR "harbour', []],
    ['words:fox', []],
    ['*', []],
    ['   ', [4, 3, 2, 1]],
  ])('%s finds what it says', (search, expected) => {
    expect(find({ search })).toEqual(expected);
  });

  it('holds together with favourites and a tag', () => {
    expect(find({ favourites: true })).toEqual([3]);
    expect(find({ tag: 'WARM', search: 'fox' })).toEqual([2, 1]);
    expect(find({ tag: 'Client A', favourites: true, search: 'fox' })).toEqual([]);
    expect(find({ tag: 'unknown' })).toEqual([]);
  });

  it('lists tags by how many bear them, under their first spelling, and no longer when the last is taken away', () => {
    store.mark([PromptId.parse(4)], { kind: 'tag', tags: ['WARM'] });
    const tags = () => PROMPT_READING.listPrompts({ sources: sources(), look: ALL }).tags;
    expect(tags()).toEqual([
      { tag: 'warm', count: 4 },
      { tag: 'Client A', count: 2 },
    ]);
    store.mark(
      [1, 2, 3, 4].map((id) => PromptId.parse(id)),
      { kind: 'untag', tags: ['warm', 'never there'] },
    );
    expect(tags()).toEqual([{ tag: 'Client A', count: 2 }]);
    expect(details(1)).toMatchObject([{ tags: ['Client A'], uses: 1 }]);
  });
});

describe('versions', () => {
  it('follow what a draft was begun from, though the words are others, and never a circle', () => {
    store.addUses([madeUse(1, 'a red fox')]);
    const fox = PromptId.parse(1);
    store.addUses([madeUse(2, 'something else entirely', { basedOn: fox })]);
    store.addUses([madeUse(3, 'a third thing', { basedOn: PromptId.parse(2) })]);
    // The first text again, from a draft that began from its own child.
    store.addUses([madeUse(4, 'a red fox', { basedOn: PromptId.parse(3) })]);
    const chain = [
      [1, null],
      [2, 1],
      [3, 2],
    ];
    for (const id of [1, 2, 3]) expect(versions(id)).toEqual(chain);
    expect(details(1, 2, 3).map((one) => one.versions)).toEqual([3, 3, 3]);
  });

  it('are inferred from what was sent in the day before, not from what is older, later, or of the same batch', () => {
    const batchId = BatchId.parse(`bat_${'0'.repeat(20)}`);
    store.addUses([
      madeUse(1, 'a quiet harbour at dawn'),
      madeUse(2, 'a quiet harbour at dusk'),
      madeUse(24 * 60 + 3, 'a quiet harbour at noon'),
      madeUse(24 * 60 + 9, 'one red kite', { batchId }),
      madeUse(24 * 60 + 9, 'one red whale', { batchId, jobId: jobId(77) }),
      madeUse(24 * 60 + 10, 'one red whale at sea'),
    ]);
    expect(versions(1)).toEqual([
      [1, null],
      [2, 1],
    ]);
    expect(versions(3)).toEqual([[3, null]]);
    expect(versions(4)).toEqual([[4, null]]);
    expect(versions(6)).toEqual([
      [5, null],
      [6, 5],
    ]);
  });

  it('of a draft whose prompt nobody knows any more are inferred', () => {
    store.addUses([madeUse(1, 'a red fox'), madeUse(2, 'a red fox running', { basedOn: PromptId.parse(99) })]);
    expect(versions(2)).toEqual([
      [1, null],
      [2, 1],
    ]);
  });

  it('of a long chain show the asked one and its line, at most two hundred', () => {
    const chain = Array.from({ length: 300 }, (_value, n) =>
      madeUse(n + 1, `version ${String(n + 1)}`, { basedOn: n === 0 ? null : PromptId.parse(n) }),
    );
    store.addUses(chain);
    const shown = versions(300) ?? [];
    expect(shown).toHaveLength(200);
    expect(shown.at(-1)).toEqual([300, 299]);
    expect(versions(1)?.[0]).toEqual([1, null]);
    expect(details(300)[0]?.versions).toBe(300);
  });
});

describe('completion', () => {
  it('is the most recent that begins so and goes on, whatever the case, and shows its own spelling', () => {
    store.addUses([
      madeUse(1, 'A red fox in snow'),
      madeUse(2, 'a red fox'),
      madeUse(3, 'a red foxglove'),
      madeUse(4, 'red'),
    ]);
    expect(store.complete('A RED FOX')?.text).toBe('a red foxglove');
    expect(store.complete('a red fox ')?.text).toBe('A red fox in snow');
    expect(store.complete('a red foxglove')).toBeNull();
    expect(store.complete('')).toBeNull();
    expect(store.complete('fox')).toBeNull();
    expect(store.complete('%')).toBeNull();
  });

  it('finds one that is older than hundreds of others', () => {
    store.addUses([
      madeUse(1, 'zebra crossing'),
      ...Array.from({ length: 400 }, (_value, n) => madeUse(n + 2, `fox ${String(n)}`)),
    ]);
    expect(store.complete('Zeb')?.text).toBe('zebra crossing');
  });

  it('keeps every character in its place where small letters are longer, so that the rest is the rest', () => {
    store.addUses([madeUse(1, 'İstanbul at night')]);
    const found = store.complete('İstanbul');
    expect(found?.text.slice('İstanbul'.length)).toBe(' at night');
  });
});

describe('walking back', () => {
  it('passes each text once, the last sent first, and over those that were only brought in', () => {
    store.addUses([madeUse(1, 'one'), madeUse(2, 'two'), madeUse(3, 'one')]);
    store.addPrompt('from a file', MADE_START, MADE_START + 99 * MINUTE);
    expect([0, 1, 2].map((back) => store.walk(back)?.text ?? null)).toEqual(['one', 'two', null]);
    expect([store.idOf(' two\r\n'), store.idOf('Two')]).toEqual([store.walk(1)?.id, null]);
  });
});
