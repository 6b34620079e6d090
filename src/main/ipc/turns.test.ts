import { describe, expect, it } from 'vitest';
import { createTurns } from './turns';

/** Turns with work that takes as long as it says. */
function costly() {
  let time = 0;
  const turns = createTurns(() => time);
  const begun: number[] = [];
  const work = (name: number, milliseconds: number): Promise<number> =>
    turns.begin(() => {
      begun.push(name);
      time += milliseconds;
      return Promise.resolve(name);
    });
  return { begun, work };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('do not let a burst of requests keep timers waiting until its end', async () => {
    const { begun, work } = costly();
    const all = Promise.all([1, 2, 3, 4, 5].map((name) => work(name, 6)));
    expect(begun).toEqual([1, 2]);
    await nextTurn();
    expect(begun.length).toBeLessThan(5);
    expect(await all).toEqual([1, 2, 3, 4, 5]);
    expect(begun).toEqual([1, 2, 3, 4, 5]);
  });

  it('do not put off a request that comes alone, nor let it overtake those that wait', async () => {
    const { begun, work } = costly();
    void work(1, 20);
    void work(2, 20);
    await nextTurn();
    void work(3, 1);
    await nextTurn();
    await nextTurn();
    await work(4, 1);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('pass a failure on and go on with the next', async () => {
    const turns = createTurns(() => 0);
    await expect(turns.begin(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.begin(() => Promise.resolve('yes'))).toBe('yes');
  });
});
