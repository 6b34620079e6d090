import type { Bridge } from '../../shared/ipc';
import type { PromptSummary } from '../../shared/prompts';
import { newestOf } from './newest';

/** Prompts that the palette shows at once. */
const BEST = 6;

/** Looks prompts up beside the history, which stays as it is. Only the newest question is answered. */
export function createPromptLookup(
  bridge: Pick<Bridge, 'request'>,
): (search: string, give: (found: readonly PromptSummary[]) => void) => void {
  const look = newestOf<{ readonly search: string; readonly give: (found: readonly PromptSummary[]) => void }>(
    async ({ search, give }) => {
      const query = { search, order: 'recent', favourites: false, tag: null } as const;
      const list = await bridge.request('prompts.find', { ...query, most: BEST, first: BEST });
      if (list.ok) give(list.data.first);
    },
  );
  return (search, give) => {
    look({ search, give });
  };
}
