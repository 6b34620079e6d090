import { DraftId } from '../../../shared/ids';
import type { Draft } from '../../../shared/draft';
import type { OpenPrompts } from './open-prompts';
import { openPrompts } from './open-prompts';
import { jobId, madeJob } from '../jobs/made-jobs';
import type { NewUse } from './prompt-store';

/** Uses and drafts for tests. */

/** The beginning of their time. Milliseconds since 1970. */
export const MADE_START = 1_790_000_000_000;

/** The use that job number n is of that prompt, n minutes after the beginning. */
export function madeUse(n: number, text: string, is: Partial<NewUse> = {}): NewUse {
  const { recipe } = madeJob(n, 'queued');
  return {
    ...{ text, jobId: jobId(n), batchId: null, at: MADE_START + n * 60_000, recipe: { ...recipe, prompt: text } },
    ...{ micros: 50_000, charge: 'yes', pattern: null, basedOn: null },
    ...is,
  };
}

/** Prompts in that file, opened; throws when they can't be. */
export function openMadePrompts(file: string): OpenPrompts {
  const open = openPrompts({ file, backups: `${file}-copies`, now: () => MADE_START, notify: () => undefined });
  if (!open) throw new Error('The prompts were not opened.');
  return open;
}

/** Draft number n. */
export function madeDraft(n: number, prompt: string): Draft {
  const { recipe } = madeJob(n, 'queued');
  return {
    ...{ id: DraftId.parse(`drf_${String(n).padStart(20, '0')}`), recipe: { ...recipe, prompt } },
    ...{ webhook: { use: 'profile', url: '', mode: 'terminal' }, moreRatios: [], moreResolutions: [] },
    ...{ eachOf: [], perLine: false, literal: false, values: {}, basedOn: null, sentPrompt: null },
  };
}
