import { describe, expect, it } from 'vitest';
import { jobId } from '../jobs/made-jobs';
import { createUseLine } from './prompt-line';
import type { NewUse } from './prompt-store';

const use = (n: number): NewUse => ({
  ...{ text: `prompt ${String(n)}`, jobId: jobId(n), batchId: null, at: n, recipe: null, micros: 0, charge: null },
  ...{ pattern: null, basedOn: null },
});
const uses = (count: number): readonly NewUse[] => Array.from({ length: count }, (_value, n) => use(n));
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A line whose store takes two milliseconds a step. */
function costly(fails: (use: NewUse) => boolean = () => false) {
  let time = 0;
  const written: NewUse[] = [];
  const line = createUseLine(
    (given) => {
      time += 2;
      if (given.some(fails)) throw new Error('no');
      written.push(...given);
      return given.length;
    },
    () => time,
  );
  return { line, written };
}

describe('the line of uses', () => {
  it('does not write a thousand in one turn, nor within the call', async () => {
    const { line, written } = costly();
    const all = line.put(uses(1000));
    expect(written).toHaveLength(0);
    await turn();
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThan(100);
    expect(await all).toBe(1000);
    expect(written.map(({ at }) => at)).toEqual(uses(1000).map(({ at }) => at));
  });

  it('writes a charge that was decided while its job waited', async () => {
    const { line, written } = costly();
    const all = line.put(uses(3));
    line.learn(jobId(1), 'yes');
    await all;
    expect(written.map(({ charge }) => charge)).toEqual([null, 'yes', null]);
  });

  it('fails for those alone whom the store refuses, and goes on with the next', async () => {
    const { line } = costly(({ at }) => at === 20);
    const [first, second] = [line.put(uses(40)), line.put([use(50)])];
    await expect(first).rejects.toThrow('no');
    expect(await second).toBe(1);
  });
});
