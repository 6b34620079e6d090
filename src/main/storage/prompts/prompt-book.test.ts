import { describe, expect, it } from 'vitest';
import { openMadePrompts } from './made-uses';
import { createPromptBook } from './prompt-book';

/** A book over prompts in memory, that notes how it was opened. */
function world() {
  const openings: boolean[] = [];
  const logged: string[] = [];
  let renewed = 0;
  const stop = new AbortController();
  const book = createPromptBook(
    {
      log: { info: () => undefined, warn: () => undefined, error: (message) => logged.push(message) },
      openPrompts: (isDamaged) => {
        openings.push(isDamaged);
        return openMadePrompts(':memory:');
      },
    },
    stop.signal,
    () => (renewed += 1),
  );
  return { book, openings, logged, stop, renewed: () => renewed };
}
const damage = Object.assign(new Error('database disk image is malformed'), { errcode: 11 });

describe('the prompts in use', () => {
  it('are not opened before they are needed, and once', () => {
    const { book, openings } = world();
    expect(openings).toEqual([]);
    book.get();
    book.open();
    expect(openings).toEqual([false]);
  });

  it('are set aside when a write finds them damaged, once: a second time it is the disk', () => {
    const { book, openings, renewed } = world();
    const broken = (): never => {
      throw damage;
    };
    expect(book.quietly('Writing', 'nothing', broken)).toBe('nothing');
    expect([openings, renewed()]).toEqual([[false, true], 1]);
    expect(book.get()).not.toBeNull();
    book.quietly('Writing', 'nothing', broken);
    expect(openings).toEqual([false, true]);
    expect(book.get()).toBeNull();
    expect(() => book.open()).toThrow(/can’t be opened/);
  });

  it('stay in place when the disk is full, when a thread breaks, and while Easel closes', () => {
    const { book, openings, stop, logged } = world();
    book.get();
    book.failed('Writing', Object.assign(new Error('database or disk is full'), { errcode: 13 }));
    book.failed('Catching up', new Error('database disk image is malformed'));
    book.failedOnThread('Reading', new Error('The thread ended.'));
    expect([openings, logged.length]).toEqual([[false], 3]);
    stop.abort();
    book.failed('Writing', damage);
    expect([openings, logged.length]).toEqual([[false], 3]);
    expect(book.get()).toBeNull();
  });

  it('are set aside when a thread that reads nothing else finds them damaged', () => {
    const { book, openings } = world();
    book.get();
    book.failedOnThread('Reading', new Error('database disk image is malformed'));
    expect(openings).toEqual([false, true]);
  });
});
