import { expect, it } from 'vitest';
import type { LibraryChange, LibraryRow } from '../../../shared/library';
import { createManualClock } from '../../core/manual-clock';
import { createChangeNews } from './library-changes';
import { madeCollectionId, madeImageId as id } from './made-library';

const NO_LISTS = { collections: [], smart: [], tags: [], undo: null, redo: null };

function news(): {
  readonly it: ReturnType<typeof createChangeNews>;
  readonly clock: ReturnType<typeof createManualClock>;
  readonly heard: LibraryChange[];
  readonly named: () => unknown[];
} {
  const clock = createManualClock();
  const rows = (ids: readonly string[]): readonly LibraryRow[] =>
    ids.map((name) => ({ id: name }) as unknown as LibraryRow);
  const it = createChangeNews(clock, { rows, lists: () => NO_LISTS });
  const heard: LibraryChange[] = [];
  it.listen((change) => heard.push(change));
  return { it, clock, heard, named: () => heard.map((change) => change.rows.map((row) => row.id)) };
}

it('the first change is told at once, those that follow it together', async () => {
  const { it: told, clock, heard, named } = news();
  for (const n of [1, 2, 3, 2]) told.note({ ids: [id(n)] });
  expect(named()).toEqual([[id(1)]]);
  await clock.advance(100);
  expect(named()).toEqual([[id(1)], [id(2), id(3)]]);
  await clock.advance(1000);
  expect(heard.map(({ revision }) => revision)).toEqual([2, 3]);
});

it('what a person waits for is told before it is answered, with what waits', () => {
  const { it: told, heard, named } = news();
  told.note({ ids: [id(1)] });
  told.note({ pixels: [id(2)] });
  told.now({ ids: [id(3)], lists: true, members: [madeCollectionId(1)] });
  expect(named()).toEqual([[id(1)], [id(2), id(3)]]);
  expect(heard[1]).toMatchObject({ pixels: [id(2)], lists: NO_LISTS, members: [madeCollectionId(1)] });
  expect(heard[0]).toMatchObject({ lists: null });
});

it('the lists go out only when they changed, and nothing when nothing did', async () => {
  const { it: told, clock, heard } = news();
  told.note({ ids: [] });
  told.now({});
  expect(heard).toEqual([]);
  told.note({ lists: true });
  told.note({ ids: [id(1)] });
  await clock.advance(100);
  expect(heard.map(({ lists }) => lists)).toEqual([NO_LISTS, null]);
});

it('thousands of rows are not listed: the window reads all of them faster', async () => {
  const { it: told, clock, heard } = news();
  told.note({ removed: [id(0)] });
  for (let n = 1; n <= 5001; n++) told.note({ ids: [id(n)] });
  await clock.advance(100);
  told.note({ ids: [id(1)] });
  await clock.advance(100);
  expect(heard.map(({ all, rows, removed }) => [all, rows.length, removed.length])).toEqual([
    [false, 0, 1],
    [true, 0, 0],
    [false, 1, 0],
  ]);
});

it('of an image the last news counts: gone for good, or there again', () => {
  const { it: told, heard, named } = news();
  told.note({ ids: [id(9)] });
  told.note({ ids: [id(1)], pixels: [id(1)] });
  told.note({ removed: [id(1), id(2)] });
  told.now({ ids: [id(2)] });
  expect(named()[1]).toEqual([id(2)]);
  expect(heard[1]).toMatchObject({ removed: [id(1)], pixels: [] });
});

it('a closed library says nothing more', async () => {
  const { it: told, clock, heard } = news();
  told.note({ ids: [id(1)] });
  told.note({ ids: [id(2)] });
  told.close();
  await clock.advance(100);
  expect(heard).toHaveLength(1);
});
