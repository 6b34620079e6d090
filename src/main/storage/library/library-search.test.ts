import { describe, expect, it } from 'vitest';
import type { LibraryImage } from '../../../shared/image';
import { holdsTerm, parseSearch, searchTokens, tagKey } from '../../../shared/search';
import type { Database } from '../database';
import { searchSeqs } from './library-search';
import type { LibraryStore } from './library-store';
import { madeImage, madeImageId as id, madeStore } from './made-library';

type Given = Partial<LibraryImage> & { readonly found?: string };
const BARE = 'originals/2026/11/-.jpg';

/** Image n is number n + 1. */
function library(...images: readonly Given[]): { readonly store: LibraryStore; readonly database: Database } {
  const { store, database } = madeStore();
  images.forEach(({ found, tags, ...is }, n) => {
    const image = madeImage(n + 1, { title: '', file: BARE, ...is, tags: tags ?? [] });
    store.records.rebuild([{ image, found: found ?? null, collections: [], modifiedAt: null }]);
  });
  return { store, database };
}
const titled = (...titles: readonly string[]): Database => library(...titles.map((title) => ({ title }))).database;
const found = (database: Database, search: string): readonly number[] => [...searchSeqs(database, search)];

describe('search', () => {
  it('finds every word, each from its beginning, in any order and case, with or without accents', () => {
    const database = titled('Golden particles over a café', 'golden fox', 'Ungolden');
    expect(found(database, 'gold')).toEqual([1, 2]);
    expect(found(database, 'PART gol')).toEqual([1]);
    expect(found(database, 'cafe')).toEqual([1]);
    expect(found(database, 'fox particles')).toEqual([]);
    expect(found(database, ' \n ')).toEqual([1, 2, 3]);
  });

  it('looks in title, prompt, file name, note, tags and found text, each word in any of them', () => {
    const recipe = {
      ...{ modelId: 'm', prompt: 'a red fox', count: 1, aspectRatio: '', resolution: '', format: '' },
      ...{ privateDelivery: false, options: {}, sourceIds: [] },
    };
    const { database } = library(
      { title: 'holiday', recipe, file: 'originals/2026/11/2026-11-22 beach a1b2c3.jpg' },
      { note: 'for the holiday card', tags: ['Red Sky', 'fox'] },
      { found: `steps: 20, sampler: Euler ${'x '.repeat(1000)} toolate`, madeWith: 'ComfyUI' },
    );
    expect(found(database, 'holiday')).toEqual([1, 2]);
    expect(found(database, 'holiday red')).toEqual([1, 2]);
    expect(found(database, 'holiday red beach')).toEqual([1]);
    expect(found(database, '2026-11-22 beach a1b2c3.jpg')).toEqual([1]);
    expect(found(database, '"red fox"')).toEqual([1]);
    expect(found(database, 'sampler')).toEqual([3]);
    expect(found(database, 'toolate')).toEqual([]);
    expect(found(database, '-holiday')).toEqual([3]);
    expect(found(database, 'red -card')).toEqual([1]);
  });

  it('a tag is found by its whole name alone, a word of it like any other', () => {
    const { database } = library({ tags: ['Blue Sky'] }, { tags: ['blue'] }, { title: 'blue sky' });
    expect(found(database, '#BLUE')).toEqual([2]);
    expect(found(database, '#"blue sky"')).toEqual([1]);
    expect(found(database, '-#blue')).toEqual([1, 3]);
    expect(found(database, 'sk')).toEqual([1, 3]);
    expect(found(database, '#blu')).toEqual([]);
  });

  it('follows each change of a text, and forgets what is purged', () => {
    const { store, database } = library({ title: 'one', found: 'euler' }, { title: 'two' });
    store.steps.organise([id(1)], { kind: 'note', note: 'sunrise' });
    store.steps.organise([id(1)], { kind: 'tag', tags: ['hero'] });
    expect([found(database, 'sunrise'), found(database, 'hero')]).toEqual([[1], [1]]);
    store.steps.organise([id(1)], { kind: 'note', note: 'sunset' });
    expect([found(database, 'sunrise'), found(database, 'sunset')]).toEqual([[], [1]]);
    store.records.setFound(id(1), 'InvokeAI', 'karras');
    expect([found(database, 'euler'), found(database, 'karras')]).toEqual([[], [1]]);
    store.records.relocate(id(1), 'originals/renamed.jpg', 5);
    expect(found(database, 'renamed')).toEqual([1]);
    store.records.purge([id(1)]);
    for (const word of ['one', 'sunset', 'hero', 'karras', 'renamed']) expect(found(database, word), word).toEqual([]);
    expect(found(database, '')).toEqual([2]);
  });

  it('finds any part of a text that is written without spaces', () => {
    const database = titled('金色の粒子が漂う', '황금 입자', 'อนุภาคสีทอง', 'gold 金色 leaf');
    expect(found(database, '粒子')).toEqual([1]);
    expect(found(database, '입자')).toEqual([2]);
    expect(found(database, 'สีทอง')).toEqual([3]);
    expect(found(database, 'lea 色')).toEqual([4]);
    expect(found(database, '色粒')).toEqual([]);
  });

  it('no sign is a command', () => {
    const all = [1, 2];
    const database = titled('plain', 'words NOT near');
    for (const search of ['"', '""', `'`, '(', ')', '{', '-', '#', ':', ';', '\\', '\0', '_']) {
      expect(found(database, search), search).toEqual(all);
    }
    for (const search of [
      'fox*',
      '^fox',
      'title:fox',
      '(fox',
      `"fox`,
      `'fox'`,
      '{fox}',
      'fox\0',
      '; DROP TABLE images',
    ]) {
      expect(found(database, search), search).toEqual([]);
    }
    expect(found(database, 'NOT')).toEqual([2]);
    expect(found(database, 'NEAR(words)')).toEqual([]);
    expect(found(database, 'plain OR near')).toEqual([]);
    expect(found(database, 'title:plain')).toEqual([]);
    expect(found(database, '%')).toEqual([]);
    expect(found(database, 'x'.repeat(1000))).toEqual([]);
  });

  it('finds what a look at every text finds, whatever is typed', { timeout: 60_000 }, () => {
    const random = seeded(7);
    const { database, images } = oddLibrary(random, 40);
    for (let round = 0; round < 2000; round++) {
      const search = oddText(random, 1 + Math.floor(random() * 4));
      expect(found(database, search), JSON.stringify(search)).toEqual(naive(images, search));
    }
  });
});

/** The same random numbers at each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const WORDS = [
  ...[
    'gold',
    'Golden',
    'fox',
    'FOX',
    'café',
    'cafe\u0301',
    'a',
    'b',
    '金',
    '金色',
    '色',
    'の',
    '粒子',
    'カード',
    '황금',
    'สีทอง',
  ],
  ...[
    '100%',
    '16:9',
    '#hero',
    'hero',
    '-',
    '"',
    '“',
    '”',
    "'",
    '*',
    'AND',
    'OR',
    'NOT',
    'NEAR',
    '(',
    ')',
    '🦊',
    '👩‍🎨',
    'ß',
  ],
  ...[
    'e\u0301',
    '\u200d',
    '\0',
    '\n',
    '_',
    '\\',
    'don’t',
    'naïve',
    'ﬁne',
    'ＡＢＣ',
    'İ',
    'ς',
    'हिन्दी',
    'a-b',
    'x.y',
    '+',
    '😀',
  ],
];

function oddText(random: () => number, words: number): string {
  const gaps = ['', ' ', ' ', ' ', '-', ' -', '"', ' "', '" ', ' #', ' -"'];
  return Array.from({ length: words }, () => pick(random, gaps) + pick(random, WORDS)).join('');
}

function pick(random: () => number, from: readonly string[]): string {
  return from[Math.floor(random() * from.length)] ?? '';
}

interface OddImage {
  readonly texts: readonly (readonly string[])[];
  readonly tags: readonly string[];
}

function oddLibrary(
  random: () => number,
  count: number,
): { readonly database: Database; readonly images: readonly OddImage[] } {
  const images: OddImage[] = [];
  const given = Array.from({ length: count }, (_none, n): Given => {
    const [title, note, made] = [oddText(random, 3), random() < 0.4 ? oddText(random, 3) : '', oddText(random, 2)];
    const tags = random() < 0.5 ? [`${oddText(random, 1)}t`.trim().slice(0, 60)] : [];
    const file = `originals/${String(n)}.jpg`;
    images.push({ texts: [title, note, made, `${String(n)}.jpg`, ...tags].map(searchTokens), tags });
    return { title, note, tags, file, found: made };
  });
  return { database: library(...given).database, images };
}

function naive(images: readonly OddImage[], search: string): readonly number[] {
  const terms = parseSearch(search);
  return images.flatMap(({ texts, tags }, n) => {
    const holds = terms.every((term) => {
      const is =
        term.kind === 'tag'
          ? tags.some((tag) => tagKey(tag) === term.tokens[0])
          : texts.some((text) => holdsTerm(text, term));
      return is !== term.not;
    });
    return holds ? [n + 1] : [];
  });
}
