import { describe, expect, it } from 'vitest';
import type { ImageId } from '../../shared/ids';
import type { LibraryRow } from '../../shared/library';
import { readFacets } from '../../shared/library';
import type { LibraryFilter, LibrarySort, LibraryView } from '../../shared/library-query';
import { NO_FILTER } from '../../shared/no-filter';
import { columnsFrom, patchColumns, withFacets } from './columns';
import { collectionId, imageId } from './fake-ids';
import { facets, libraryColumns, newestFirst, row } from './fake-library';
import type { LibraryQuery, QueryInputs, Shown } from './query';
import { countQuery, imagesOf, NO_INPUTS, placeIn, runQuery, viewCounts } from './query';
import { nearestRatio } from './ratio';

const plain: LibraryQuery = {
  ...{ view: 'all', search: '', filter: NO_FILTER, sort: 'newest', stacking: false, openStacks: new Set() },
};
const columnsOf = (rows: readonly LibraryRow[]) => columnsFrom(libraryColumns(1, rows));

/** A generator that gives the same numbers in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function pick<T>(random: (below: number) => number, list: readonly T[]): T {
  return list[random(list.length)]!;
}

function randomRow(random: (below: number) => number, n: number): LibraryRow {
  return row(n, {
    createdAt: 1000 * random(50),
    width: random(5) === 0 ? 0 : 16 * (1 + random(200)),
    height: 16 * (1 + random(200)),
    bytes: random(10_000_000),
    stack: n - random(3),
    model: pick(random, ['', 'one', 'two']),
    resolution: pick(random, ['', '1k', '2k']),
    facets: facets({
      stars: random(6),
      flag: pick(random, [null, 'pick', 'reject']),
      favourite: random(2) === 0,
      kind: pick(random, ['generation', 'edit', 'imported']),
      format: pick(random, ['jpeg', 'png', 'webp', 'gif', 'avif']),
      displayable: random(4) > 0,
      missing: random(5) === 0,
      trashed: random(6) === 0,
      charge: pick(random, ['none', 'charged', 'free', 'unknown']),
    }),
  });
}

function randomFilter(random: (below: number) => number): LibraryFilter {
  const some = <T>(list: readonly T[]): readonly T[] => (random(3) === 0 ? list.filter(() => random(2) === 0) : []);
  const maybe = <T>(value: T): T | null => (random(4) === 0 ? value : null);
  return {
    kinds: some(['generation', 'edit', 'imported'] as const),
    from: maybe(1000 * random(25)),
    until: maybe(1000 * (25 + random(25))),
    ratios: some(['2:1', '16:9', '1:1', '3:4', '9:16'] as const),
    resolutions: some(['', '1k', '2k']),
    models: some(['one', 'two']),
    formats: some(['jpeg', 'png', 'webp'] as const),
    minStars: random(2) === 0 ? 0 : random(6),
    flags: some(['pick', 'reject', 'none'] as const),
    favourite: maybe(random(2) === 0),
    charges: some(['none', 'charged', 'free'] as const),
    missing: maybe(random(2) === 0),
  };
}

/** The same in the plainest way, row by row as objects. */
function naive(rows: readonly LibraryRow[], query: LibraryQuery, inputs: QueryInputs): readonly ImageId[] {
  const { view, filter, sort } = query;
  const listed = (list: readonly unknown[], value: unknown): boolean => list.length === 0 || list.includes(value);
  const found = rows.filter((one) => {
    const is = readFacets(one.facets);
    const inView =
      is.trashed === (view === 'trash') &&
      (view !== 'favourites' || is.favourite) &&
      (view !== 'edits' || is.kind === 'edit') &&
      (view !== 'imported' || is.kind === 'imported');
    return (
      inView &&
      (!inputs.members || inputs.members.includes(one.seq)) &&
      (!inputs.matches || inputs.matches.includes(one.seq)) &&
      listed(filter.kinds, is.kind) &&
      one.createdAt >= (filter.from ?? 0) &&
      one.createdAt < (filter.until ?? Infinity) &&
      listed(filter.ratios, nearestRatio(one.width, one.height)) &&
      listed(filter.resolutions, one.resolution) &&
      listed(filter.models, one.model) &&
      listed(filter.formats, is.format) &&
      is.stars >= filter.minStars &&
      listed(filter.flags, is.flag ?? 'none') &&
      (filter.favourite === null || is.favourite === filter.favourite) &&
      listed(filter.charges, is.charge) &&
      (filter.missing === null || is.missing === filter.missing)
    );
  });
  const newest = (a: LibraryRow, b: LibraryRow): number => b.createdAt - a.createdAt || b.seq - a.seq;
  const by: Record<LibrarySort, (a: LibraryRow, b: LibraryRow) => number> = {
    newest,
    oldest: (a, b) => newest(b, a),
    rating: (a, b) => (b.facets & 7) - (a.facets & 7) || newest(a, b),
    pixels: (a, b) => b.width * b.height - a.width * a.height || newest(a, b),
    'file-size': (a, b) => b.bytes - a.bytes || newest(a, b),
    name: (a, b) => (inputs.byName?.indexOf(a.seq) ?? 0) - (inputs.byName?.indexOf(b.seq) ?? 0),
  };
  return found.sort(by[sort]).map(({ id }) => id);
}

describe('a query', () => {
  it('finds and orders what the plainest way finds, in 200 libraries at random', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = chance(seed);
      const rows = Array.from({ length: random(120) }, (_, at) => randomRow(random, at + 1));
      const seqs = (): Int32Array => Int32Array.from(rows.map(({ seq }) => seq).filter(() => random(2) === 0));
      const view: LibraryView = pick(random, ['all', 'favourites', 'edits', 'imported', 'trash', collectionId(1)]);
      const sort = pick(random, ['newest', 'oldest', 'rating', 'pixels', 'file-size', 'name'] as const);
      const query: LibraryQuery = { ...plain, view, sort, filter: random(2) === 0 ? NO_FILTER : randomFilter(random) };
      const inputs: QueryInputs = {
        matches: random(3) === 0 ? seqs() : null,
        members: view === collectionId(1) ? seqs() : null,
        byName:
          sort === 'name'
            ? Int32Array.from(rows, ({ seq }) => seq).sort((a, b) => ((a * 7) % 31) - ((b * 7) % 31))
            : null,
      };
      const columns = columnsOf(rows);
      const shown = runQuery(columns, query, inputs);
      const expected = naive(rows, query, inputs);
      expect(shown.ids, `seed ${String(seed)}`).toEqual(expected);
      expect(countQuery(columns, query, inputs)).toBe(expected.length);
      expected.forEach((id, place) => expect(placeIn(shown, id)).toBe(place));
    }
  });

  it('is the same over patched columns as over new ones', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = chance(seed * 31);
      let rows = Array.from({ length: 40 }, (_, at) => randomRow(random, at + 1));
      let columns = columnsOf(rows);
      for (let step = 0; step < 5; step += 1) {
        const gone = rows.filter(() => random(10) === 0);
        const changed = rows.filter((one) => !gone.includes(one) && random(4) === 0);
        const news = changed.map((one) => ({
          ...randomRow(random, one.seq),
          createdAt: random(3) === 0 ? 1000 * random(50) : one.createdAt,
        }));
        if (random(2) === 0) news.push(randomRow(random, 1000 + step));
        rows = [...rows.filter((one) => !gone.includes(one) && !news.some(({ seq }) => seq === one.seq)), ...news];
        columns = patchColumns(
          columns,
          news,
          gone.map(({ id }) => id),
        );
        const fresh = columnsOf(rows);
        for (const query of [
          plain,
          { ...plain, sort: 'pixels' } as const,
          { ...plain, filter: randomFilter(random) },
        ]) {
          const [a, b] = [runQuery(columns, query, NO_INPUTS), runQuery(fresh, query, NO_INPUTS)];
          const text = ({ ids, widths, heights, createdAt, facets: packed, stacks }: Shown): string =>
            [ids, widths, heights, createdAt, packed, stacks].join(';');
          expect(text(a), `seed ${String(seed)}`).toBe(text(b));
        }
        expect(viewCounts(columns)).toEqual(viewCounts(fresh));
      }
    }
  });

  it('keeps what a layout is made of when only a star is given', () => {
    const columns = columnsOf([1, 2, 3].map((n) => row(n)));
    const before = runQuery(columns, plain, NO_INPUTS);
    const after = runQuery(
      withFacets(columns, [imageId(2)], () => facets({ stars: 5 })),
      plain,
      NO_INPUTS,
      before,
    );
    for (const name of ['ids', 'widths', 'heights', 'createdAt'] as const) expect(after[name]).toBe(before[name]);
    expect(after.facets[1]).toBe(facets({ stars: 5 }));
    const grown = patchColumns(columns, [row(2, { width: 99 })], []);
    const laid = runQuery(grown, plain, NO_INPUTS, before);
    expect(laid.ids).toBe(before.ids);
    expect([...laid.widths]).toEqual([64, 99, 64]);
  });

  it('shows an image that has no name in the order of names yet', () => {
    const columns = columnsOf([1, 2, 3].map((n) => row(n)));
    const inputs = { ...NO_INPUTS, byName: Int32Array.of(2, 1) };
    expect(runQuery(columns, { ...plain, sort: 'name' }, inputs).ids).toEqual([3, 2, 1].map(imageId));
  });
});

describe('stacks', () => {
  // Two jobs, each of three images, the second made between the images of the first.
  const rows = [
    row(1, { stack: 1, createdAt: 10 }),
    row(2, { stack: 2, createdAt: 20 }),
    row(3, { stack: 1, createdAt: 30, facets: facets({ stars: 2 }) }),
    row(4, { stack: 2, createdAt: 40, facets: facets({ flag: 'pick' }) }),
    row(5, { stack: 1, createdAt: 50 }),
    row(6, { stack: 6, createdAt: 60 }),
  ];
  const stacked = { ...plain, stacking: true };

  it('are drawn by their best, in the place of their newest', () => {
    const shown = runQuery(columnsOf(rows), stacked, NO_INPUTS);
    expect(shown.ids).toEqual([6, 3, 4].map(imageId));
    expect([...shown.stackSizes]).toEqual([1, 3, 2]);
    expect([...shown.createdAt]).toEqual([60, 50, 40]);
    expect(shown.images).toBe(6);
  });

  it('open in place, their images side by side though another job came between', () => {
    const shown = runQuery(columnsOf(rows), { ...stacked, openStacks: new Set([1]) }, NO_INPUTS);
    expect(shown.ids).toEqual([6, 5, 3, 1, 4].map(imageId));
    expect([...shown.stackSizes]).toEqual([1, -3, -3, -3, 2]);
  });

  it('count only what is shown: one that a filter leaves alone is no stack', () => {
    const filter = { ...NO_FILTER, minStars: 1 };
    const shown = runQuery(columnsOf(rows), { ...stacked, filter }, NO_INPUTS);
    expect([shown.ids, [...shown.stackSizes]]).toEqual([[imageId(3)], [1]]);
  });

  it('stand for all of their images in what is done to them, and are found by each', () => {
    const shown = runQuery(columnsOf(rows), stacked, NO_INPUTS);
    expect(imagesOf(shown, [imageId(3), imageId(6)])).toEqual([6, 5, 3, 1].map(imageId));
    expect(placeIn(shown, imageId(1))).toBe(1);
    expect(imagesOf(shown, [imageId(9)])).toEqual([]);
  });
});

it('gives each image the shape that is nearest, and none to one without pixels', () => {
  expect([nearestRatio(1833, 1000), nearestRatio(1000, 1000), nearestRatio(900, 1600), nearestRatio(0, 9)]).toEqual([
    ...['16:9', '1:1', '9:16', null],
  ]);
  expect([nearestRatio(2220, 1000), nearestRatio(2500, 1000)]).toEqual(['2:1', 'wider']);
  expect([nearestRatio(90_000, 1), nearestRatio(1, 90_000)]).toEqual(['wider', 'taller']);
});

it('finds images of a large library by id and number', () => {
  const columns = columnsOf(Array.from({ length: 1000 }, (_, at) => row(at + 1)));
  const ids = newestFirst(1000);
  expect(ids.map((id) => columns.places.ofId(id))).toEqual(ids.map((_, at) => at));
  expect(columns.places.ofSeq(1000)).toBe(0);
  expect([columns.places.ofSeq(1001), columns.places.ofId('img_')]).toEqual([-1, -1]);
});
