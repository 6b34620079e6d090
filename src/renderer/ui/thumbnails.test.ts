import { describe, expect, it } from 'vitest';
import { ImageId } from '../../shared/ids';
import { createThumbnails } from './thumbnails';

const idOf = (number: number) => ImageId.parse(`img_${String(number).padStart(20, '0')}`);

/** Answers by hand, so that a test says when. */
function byHand() {
  const asked: { ids: readonly ImageId[]; answer: (text: string) => void; fail: () => void }[] = [];
  const acts: (() => void)[] = [];
  const thumbnails = createThumbnails({
    fetchPack: (ids) =>
      new Promise((answer, reject) => asked.push({ ids, answer, fail: () => reject(new Error('gone')) })),
    soon: (act) => acts.push(act),
  });
  const got: string[] = [];
  return {
    asked,
    got,
    want: (number: number, version = 0) =>
      thumbnails.want(idOf(number), version, (address) => got.push(`${String(number)}: ${address}`)),
    run: () => {
      for (const act of acts.splice(0)) act();
    },
    settled: async () => {
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    },
  };
}

describe('thumbnails', () => {
  it('asks once for all that is wanted together, and gives each its own picture', async () => {
    const { want, run, asked, got, settled } = byHand();
    want(1);
    want(2);
    want(2);
    run();
    expect(asked.map(({ ids }) => ids)).toEqual([[idOf(1), idOf(2)]]);
    asked[0]?.answer('one\ntwo');
    await settled();
    const two = '2: data:image/webp;base64,two';
    expect(got).toEqual(['1: data:image/webp;base64,one', two, two]);
  });

  it('gives what it has at once, so that a tile that moved is not blank, and asks anew for new pixels', async () => {
    const { want, run, asked, got, settled } = byHand();
    want(1);
    run();
    asked[0]?.answer('old');
    await settled();
    want(1);
    expect(got).toHaveLength(2);
    want(1, 1);
    run();
    expect(asked).toHaveLength(2);
    asked[1]?.answer('new');
    await settled();
    expect(got.at(-1)).toBe('1: data:image/webp;base64,new');
  });

  it('does not ask for what flew by, nor for everything at once', async () => {
    const { want, run, asked, settled } = byHand();
    const gone = Array.from({ length: 400 }, (_, at) => want(at));
    run();
    expect(asked.map(({ ids }) => ids.length)).toEqual([24, 24, 24]);
    for (const stop of gone) stop();
    want(500);
    asked[0]?.answer('');
    await settled();
    run();
    expect(asked.slice(3).map(({ ids }) => ids)).toEqual([[idOf(500)]]);
  });

  it('leaves a picture that is not in the pack to its own address, where it is made or stood in for', async () => {
    const { want, run, asked, got, settled } = byHand();
    want(1);
    want(2);
    run();
    asked[0]?.answer('\ntwo');
    await settled();
    expect(got[0]).toBe(`1: easel://thumbnail/${idOf(1)}`);
    want(3);
    run();
    asked[1]?.fail();
    await settled();
    expect(got.at(-1)).toBe(`3: easel://thumbnail/${idOf(3)}`);
  });

  it('forgets the pictures looked at longest ago, however many there are', async () => {
    const { want, run, asked, got, settled } = byHand();
    const large = 'x'.repeat(6_000_000);
    for (const number of [1, 2, 3]) {
      want(number);
      run();
      asked.at(-1)?.answer(large);
      await settled();
    }
    want(3);
    expect(got).toHaveLength(4);
    want(1);
    run();
    expect(asked).toHaveLength(4);
  });
});
