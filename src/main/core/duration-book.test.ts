import { describe, expect, it } from 'vitest';
import { createDurationBook, nextLook } from './duration-book';
import { AVERAGE_GAP, figuresOf, planPolls, SHORTEST_GAP } from './poll-plan';

const KEY = { origin: 'https://gateway.test', modelId: 'model', resolution: '1k', count: 1 };

/** Every look at a job of that duration, in seconds after acceptance. */
function looksAt(book: ReturnType<typeof createDurationBook>, duration: number): readonly number[] {
  const looks: number[] = [];
  for (let elapsed = 0; elapsed < duration; looks.push(elapsed)) {
    elapsed = book.nextLook(KEY, elapsed, looks.length);
  }
  return looks;
}

describe('plan of looks', () => {
  it.each([
    [5, 0.6],
    [12, 0.3],
    [45, 0.3],
    [80, 0.5],
    [300, 0.9],
  ])(
    'median %d s, spread %d: never closer than 2 s, 5 s apart on average, later than a blind poll at first',
    (median, sigma) => {
      const plan = planPolls({ median, sigma });
      const gaps = plan.slice(1).map((time, index) => time - (plan[index] ?? 0));
      expect(Math.min(...gaps.slice(0, -1), 99)).toBeGreaterThanOrEqual(SHORTEST_GAP);
      const { delay, polls } = figuresOf({ median, sigma }, plan);
      const mean = median * Math.exp((sigma * sigma) / 2);
      expect((mean + delay) / polls).toBeGreaterThanOrEqual(AVERAGE_GAP * 0.99);
      expect(delay).toBeLessThan(AVERAGE_GAP * 0.55);
    },
  );
});

describe('duration book', () => {
  it('looks where completion is likely once it has seen some, not every five seconds from the start', () => {
    const book = createDurationBook(() => 12);
    for (let n = 0; n < 30; n += 1) book.note(KEY, 60 + (n % 7));
    const looks = looksAt(book, 63);
    expect(looks[0]).toBeGreaterThan(30);
    expect(looks.at(-1)! - 63).toBeLessThan(3);
  });

  it('never stops looking at a job that takes far longer than any before, and never looks faster than 2 s', () => {
    const book = createDurationBook(() => 12);
    for (let n = 0; n < 30; n += 1) book.note(KEY, 12);
    const looks = looksAt(book, 7200);
    const gaps = looks.map((time, index) => time - (looks[index - 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(SHORTEST_GAP);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
    expect(7200 / looks.length).toBeGreaterThanOrEqual(AVERAGE_GAP);
  });

  it('is not stretched by one job that was found hours late', () => {
    const book = createDurationBook(() => 12);
    for (let n = 0; n < 20; n += 1) book.note(KEY, 12 + (n % 5));
    book.note(KEY, 30_000);
    expect(book.typical(KEY)?.median).toBeLessThan(20);
    expect(looksAt(book, 13).at(-1)).toBeLessThan(20);
  });

  it('keeps kinds apart, and says nothing typical of a kind it has hardly seen', () => {
    const book = createDurationBook(() => 12);
    for (let n = 0; n < 10; n += 1) book.note({ ...KEY, resolution: '2k' }, 90);
    for (let n = 0; n < 10; n += 1) book.note({ ...KEY, origin: 'https://demo.test' }, 1);
    book.note(KEY, 10);
    expect(book.typical(KEY)).toBeNull();
    expect(book.typical({ ...KEY, resolution: '2k' })).toMatchObject({ samples: 10 });
  });

  it('ignores durations that a jumping clock makes up', () => {
    const book = createDurationBook(() => 12);
    for (const wrong of [-5, Number.NaN, Number.POSITIVE_INFINITY]) book.note(KEY, wrong);
    expect(book.typical(KEY)).toBeNull();
    expect(book.nextLook(KEY, 0, 0)).toBeGreaterThan(0);
  });

  it('goes on after the end of a plan', () => {
    expect(nextLook([10, 12], 12, 2)).toBe(17);
    expect(nextLook([10, 12], 4000, 50)).toBe(4030);
  });
});
