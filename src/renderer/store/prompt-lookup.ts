import type { Bridge } from '../../shared/ipc';
import type { PromptSummary } from '../../shared/prompts';
import { newestOf } from './newest';
import { idsOf } from './prompt-history';

/** Prompts that the palette shows at once. */
const BEST = 6;

/** Looks prompts up beside the history, which stays as it is. Only the newest question is answered. */
export function createPromptLookup(
  bridge: Pick<Bridge, 'request'>,
): (search: string, give: (found: readonly PromptSummary[]) => void) => void {
  const look = newestOf<{ readonly search: string; readonly give: (found: readonly PromptSummary[]) => void }>(
    async ({ search, give }) => {
      const list = await bridge.request('prompts.find', { search, order: 'recent', favourites: false, tag: null });
      if (!list.ok) return;
      const details = await bridge.request('prompts.details', { ids: [...idsOf(list.data.ids.subarray(0, BEST))] });
      if (details.ok) give(details.data);
    },
  );
  return (search, give) => {
    look({ search, give });
  };
}
