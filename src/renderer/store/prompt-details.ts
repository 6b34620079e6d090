import type { PromptId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { PromptSummary } from '../../shared/prompts';
import type { StudioStore } from './store';

/** The details of prompts that came into sight. */
export interface PromptDetails {
  /** Asks for those that are not known as they are now and not on their way. Resolves when they are in the store. */
  readonly want: (ids: readonly PromptId[]) => Promise<void>;
  /** Takes details that come with an answer to a question asked now. */
  readonly expect: () => (summaries: readonly PromptSummary[]) => void;
  /** All may be others now; they stay until the new ones are there. */
  readonly outdate: () => void;
}

/** The most ids that one request may carry. */
const AT_ONCE = 100;
/** Details of so many are kept; beyond that those that were asked for longest ago are forgotten. */
const KEPT = 2000;

/** Fetches details by pages into the store. */
export function createPromptDetails(bridge: Bridge, store: StudioStore): PromptDetails {
  /** Which era the details of a prompt are from, or will be once they are here. */
  const asked = new Map<PromptId, number>();
  let era = 0;

  async function fetchPage(ids: readonly PromptId[]): Promise<void> {
    for (const id of ids) asked.set(id, era);
    const answer = await bridge.request('prompts.details', { ids: [...ids] });
    if (!answer.ok) {
      for (const id of ids) asked.delete(id);
      return;
    }
    keep(ids, answer.data);
  }

  function keep(ids: readonly PromptId[], summaries: readonly PromptSummary[]): void {
    store.setState(({ promptDetails }) => {
      const next = new Map(promptDetails);
      // Taken out first: the ones that came last are the last to be forgotten.
      for (const id of ids) next.delete(id);
      for (const summary of summaries) next.set(summary.id, summary);
      for (const id of next.keys()) {
        if (next.size <= KEPT) break;
        next.delete(id);
        asked.delete(id);
      }
      return { promptDetails: next };
    });
  }

  return {
    want: async (ids) => {
      const missing = ids.filter((id) => asked.get(id) !== era);
      const pages: Promise<void>[] = [];
      for (let from = 0; from < missing.length; from += AT_ONCE) {
        pages.push(fetchPage(missing.slice(from, from + AT_ONCE)));
      }
      await Promise.all(pages);
    },
    expect: () => {
      const from = era;
      return (summaries) => {
        const ids = summaries.map(({ id }) => id);
        for (const id of ids) asked.set(id, from);
        if (ids.length > 0) keep(ids, summaries);
      };
    },
    outdate: () => {
      era += 1;
    },
  };
}
