import type { PromptId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { PromptQuery } from '../../shared/prompts';
import { newestOf } from './newest';
import { createPromptDetails } from './prompt-details';
import type { Studio, StudioStore } from './store';
import { equalNumbers } from './typed';

/** Keeps the mirror of the history. */
export interface PromptSync {
  /** Listens, and asks for the history so that it is there before anybody looks. */
  readonly start: () => void;
  /** Asks for what is known of prompts that came into sight. */
  readonly want: (ids: readonly PromptId[]) => void;
  /** The same for prompts that are needed without being in sight. */
  readonly know: (ids: readonly PromptId[]) => void;
  /** Asks for everything that is known of one prompt. */
  readonly tell: (id: PromptId) => void;
  /** Asks for everything anew: something was done to it here. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

/** Rows that a new answer brings along, so that it is painted with its words in one go. */
const FIRST_ROWS = 16;
/** Changes are gathered for so long, in milliseconds: while the place is on show, and while it is not. */
const GATHER = { shown: 150, hidden: 2000 };

/** Follows the history. `later` does something after so many milliseconds. */
export function createPromptSync(
  bridge: Bridge,
  store: StudioStore,
  later: (act: () => void, ms: number) => void = (act, ms) => setTimeout(act, ms),
): PromptSync {
  const details = createPromptDetails(bridge, store);
  /** True while main may have other prompts than the list says. */
  let isStale = true;
  let isDue = false;
  let inSight: readonly PromptId[] = [];
  const stops: (() => void)[] = [];

  const find = newestOf<PromptQuery>(async (query) => {
    isStale = false;
    const isNew = store.getState().promptAnswer?.query !== query;
    const take = details.expect();
    const answer = await bridge.request('prompts.find', { ...query, first: isNew ? FIRST_ROWS : 0 });
    if (!answer.ok) {
      isStale = true;
      store.setState({ promptFault: answer.error.message });
      return;
    }
    const { ids, times, total, tags, first } = answer.data;
    const before = store.getState().promptAnswer;
    take(first);
    // The same list is the same object: nothing is laid out again.
    const same = before && equalNumbers(before.ids, ids) && equalNumbers(before.times, times);
    const promptAnswer = same ? { ...before, query } : { ids, times, query };
    store.setState({
      ...(same && before.query === query ? {} : { promptAnswer }),
      ...{ promptTotal: total, promptTags: tags, promptFault: null },
    });
  });

  const tell = newestOf<PromptId>(async (id) => {
    const answer = await bridge.request('prompts.story', { id });
    if (answer.ok) store.setState({ promptStory: answer.data });
  });

  const readTemplates = newestOf<null>(async () => {
    const answer = await bridge.request('templates.read', undefined);
    if (answer.ok) store.setState({ templates: answer.data });
  });

  function refresh(): void {
    const { promptQuery, promptActive, place } = store.getState();
    details.outdate();
    find(promptQuery);
    readTemplates(null);
    if (place !== 'prompts') return;
    void details.want(inSight);
    if (promptActive !== null) tell(promptActive);
  }

  function outdate(counts: boolean): void {
    isStale = true;
    const { place } = store.getState();
    // While nobody looks, only the number of prompts is seen.
    if (isDue || (place !== 'prompts' && !counts)) return;
    isDue = true;
    later(
      () => {
        isDue = false;
        if (isStale) refresh();
      },
      place === 'prompts' ? GATHER.shown : GATHER.hidden,
    );
  }

  function follow(state: Studio, before: Studio): void {
    if (state.promptQuery !== before.promptQuery) find(state.promptQuery);
    if (state.place !== 'prompts') return;
    const entered = before.place !== 'prompts';
    if (entered && isStale) refresh();
    else if (state.promptActive !== null && (entered || state.promptActive !== before.promptActive)) {
      tell(state.promptActive);
    }
  }

  return {
    start: () => {
      stops.push(
        bridge.on('prompts.changed', () => {
          outdate(true);
        }),
        bridge.on('library.changed', () => {
          outdate(false);
        }),
        store.subscribe(follow),
      );
      if (store.getState().place === 'prompts') refresh();
      else outdate(true);
    },
    want: (ids) => {
      inSight = ids;
      void details.want(ids);
    },
    know: (ids) => {
      void details.want(ids);
    },
    tell,
    refresh,
    stop: () => {
      for (const stop of stops.splice(0)) stop();
    },
  };
}
