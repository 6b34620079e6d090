import { describe, expect, it } from 'vitest';
import type { PromptSummary, PromptUse } from '../../shared/prompts';
import { outcomeWords, wordsOfUse } from './prompt-words';

const NOW = new Date(2026, 10, 23, 12).getTime();
const NOTHING: PromptSummary = {
  ...{ id: 1 as PromptSummary['id'], text: 'A kite', favourite: false, tags: [], uses: 0, versions: 1 },
  ...{ firstUsedAt: 0, lastUsedAt: 0, images: [], imageCount: 0, keptCount: 0, cost: 0, unknownCost: 0 },
  ...{ models: [], recipe: null },
};

describe('what came of a prompt', () => {
  it('is told in a few words', () => {
    const summary = {
      ...NOTHING,
      ...{ uses: 3, imageCount: 12, keptCount: 3, cost: 0.6, lastUsedAt: new Date(2026, 10, 3).getTime() },
    };
    expect(outcomeWords(summary, NOW).join(' · ')).toBe('12 images · 25 % kept · about $0.60 · 3 uses · last 3 Nov');
  });

  it('what is nothing is not said, and a demo is not said to cost', () => {
    expect(outcomeWords({ ...NOTHING, uses: 1, imageCount: 1, lastUsedAt: NOW }, NOW)).toEqual([
      ...['1 image', '1 use', 'last 12:00'],
    ]);
    expect(outcomeWords(NOTHING, NOW)).toEqual(['not used yet']);
  });

  it('money that may have been taken is kept apart, and one of many is not none', () => {
    const words = outcomeWords({ ...NOTHING, uses: 1, imageCount: 300, keptCount: 1, unknownCost: 0.05 }, NOW);
    expect(words).toContain('perhaps $0.05');
    expect(words).toContain('<1 % kept');
  });
});

describe('what became of a use', () => {
  const USE: PromptUse = {
    ...{ jobId: 'job_00000000000000000001' as PromptUse['jobId'], batchId: null, at: NOW, recipe: null },
    ...{ status: 'done', estimate: 0, charge: 'yes', images: [] },
  };

  it('a job that is done and has no images left says that they were deleted', () => {
    expect(wordsOfUse(USE)).toBe('images deleted');
    expect(wordsOfUse({ ...USE, status: null })).toBe('images deleted');
  });

  it('one that failed says what is known of the money', () => {
    expect(wordsOfUse({ ...USE, status: 'failed', charge: 'no' })).toBe('failed');
    expect(wordsOfUse({ ...USE, status: 'empty', charge: 'yes' })).toBe('failed, charged');
  });
});
