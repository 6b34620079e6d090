import { describe, expect, it } from 'vitest';
import { JobId } from '../../shared/ids';
import type { FittingChange } from './job-book';
import { createReportLine } from './report-line';

const changeOf = (name: string): FittingChange => ({
  id: JobId.parse(`job_${name.padStart(20, '0')}`),
  event: { type: 'submit', at: 0 },
  fits: () => true,
});

/** A book that takes everything but the job called `bad`. */
function fakeBook(): { readonly commits: string[][]; applyFitting: (changes: readonly FittingChange[]) => void } {
  const commits: string[][] = [];
  return {
    commits,
    applyFitting: (changes) => {
      const names = changes.map(({ id }) => id.replace(/^job_0*/, ''));
      if (names.includes('bad')) throw new Error('refused');
      commits.push(names);
    },
  };
}

describe('the line of reports', () => {
  it('commits once for those that come together, not once for each', async () => {
    const book = fakeBook();
    const line = createReportLine(book);
    await Promise.all(['a', 'b', 'c'].map((name) => line.put(changeOf(name))));
    await line.put(changeOf('d'));
    expect(book.commits).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('does not lose the others with one that the disk refuses', async () => {
    const book = fakeBook();
    const line = createReportLine(book);
    const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map((name) => line.put(changeOf(name))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(book.commits.flat()).toEqual(['a', 'c']);
  });
});
