import { describe, expect, it } from 'vitest';
import type { LibraryStore } from './library-store';
import { madeImage } from './made-library';
import { createRecordLine } from './record-line';
import type { NewRecord } from './record-writing';

function recordOf(title: string): NewRecord {
  return { image: madeImage(1, { title }), found: null, modifiedAt: null };
}

/** A store that takes everything but what is called `bad`. */
function fakeStore(): { readonly store: LibraryStore; readonly commits: string[][] } {
  const commits: string[][] = [];
  const putAll = (records: readonly NewRecord[]): void => {
    const titles = records.map(({ image }) => image.title);
    if (titles.includes('bad')) throw new Error('refused');
    commits.push(titles);
  };
  return { store: { putAll } as unknown as LibraryStore, commits };
}

describe('the line of records', () => {
  it('commits once for those that come together, not once for each', async () => {
    const { store, commits } = fakeStore();
    const line = createRecordLine();
    await Promise.all(['a', 'b', 'c'].map((name) => line.put(store, recordOf(name))));
    await line.put(store, recordOf('d'));
    expect(commits).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('waits for records that are on their way, and not for longer than the last of them', async () => {
    const { store, commits } = fakeStore();
    const line = createRecordLine(() => 2);
    const first = line.put(store, recordOf('a'));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await Promise.all([first, line.put(store, recordOf('b'))]);
    await line.put(store, recordOf('c'));
    expect(commits).toEqual([['a', 'b'], ['c']]);
  });

  it('does not lose the others with one that is refused', async () => {
    const { store, commits } = fakeStore();
    const line = createRecordLine();
    const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map((name) => line.put(store, recordOf(name))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(commits.flat()).toEqual(['a', 'c']);
  });

  it('writes each record to the library that it was meant for', async () => {
    const [one, other] = [fakeStore(), fakeStore()];
    const line = createRecordLine();
    await Promise.all([line.put(one.store, recordOf('a')), line.put(other.store, recordOf('b'))]);
    expect([one.commits, other.commits]).toEqual([[['a']], [['b']]]);
  });
});
