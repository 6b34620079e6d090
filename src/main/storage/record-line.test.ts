import { describe, expect, it } from 'vitest';
import { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { LibraryStore } from './library-store';
import { createRecordLine } from './record-line';

function imageOf(name: string): LibraryImage {
  return {
    id: ImageId.parse(`img_${name.padStart(20, '0')}`),
    kind: 'imported',
    createdAt: 1,
    width: 1,
    height: 1,
    displayable: true,
    bytes: 1,
    format: 'png',
    file: 'originals/a.png',
    sha256: '',
    title: name,
    recipe: null,
    origin: null,
  };
}

/** A store that takes everything but what is called `bad`. */
function fakeStore(): { readonly store: LibraryStore; readonly commits: string[][] } {
  const commits: string[][] = [];
  const putAll = (images: readonly LibraryImage[]): void => {
    if (images.some(({ title }) => title === 'bad')) throw new Error('refused');
    commits.push(images.map(({ title }) => title));
  };
  return { store: { putAll } as unknown as LibraryStore, commits };
}

describe('the line of records', () => {
  it('commits once for those that come together, not once for each', async () => {
    const { store, commits } = fakeStore();
    const line = createRecordLine();
    await Promise.all(['a', 'b', 'c'].map((name) => line.put(store, imageOf(name))));
    await line.put(store, imageOf('d'));
    expect(commits).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('waits for records that are on their way, and not for longer than the last of them', async () => {
    const { store, commits } = fakeStore();
    const line = createRecordLine(() => 2);
    const first = line.put(store, imageOf('a'));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await Promise.all([first, line.put(store, imageOf('b'))]);
    await line.put(store, imageOf('c'));
    expect(commits).toEqual([['a', 'b'], ['c']]);
  });

  it('does not lose the others with one that is refused', async () => {
    const { store, commits } = fakeStore();
    const line = createRecordLine();
    const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map((name) => line.put(store, imageOf(name))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(commits.flat()).toEqual(['a', 'c']);
  });

  it('writes each record to the library that it was meant for', async () => {
    const [one, other] = [fakeStore(), fakeStore()];
    const line = createRecordLine();
    await Promise.all([line.put(one.store, imageOf('a')), line.put(other.store, imageOf('b'))]);
    expect([one.commits, other.commits]).toEqual([[['a']], [['b']]]);
  });
});
