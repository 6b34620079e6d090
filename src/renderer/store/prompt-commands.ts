import type { ImageId, PromptId } from '../../shared/ids';
import type { Answers } from '../../shared/ipc';
import type { PromptExport, PromptMark, PromptQuery, PromptSummary } from '../../shared/prompts';
import type { Recipe } from '../../shared/recipe';
import { imageCount } from '../ui/format';
import type { CommandPorts } from './commands';
import { defaultModel, MODELS } from '../../shared/models';
import { emptyRecipe } from '../../shared/recipe-rules';
import { tellExport } from './export-notice';
import { addNotice } from './notice-commands';
import { EVERY_PROMPT, markedPrompt } from './prompt-history';
import type { PromptSync } from './prompt-sync';

/** What they need beside the ports of the other commands. */
export interface PromptPorts extends Pick<CommandPorts, 'bridge' | 'store' | 'focus'> {
  readonly promptSync: Pick<PromptSync, 'refresh'>;
  /** Puts a recipe into the composer, as a draft of its own. */
  readonly reuse: (recipe: Recipe, basedOn?: PromptId) => void;
}

/** The most ids that one request may carry. */
const AT_ONCE = 100;

/** What the person does with the history of prompts. */
export function createPromptCommands({ bridge, store, focus, promptSync, reuse }: PromptPorts) {
  const { say } = store.getState();

  async function summaryOf(id: PromptId): Promise<PromptSummary | undefined> {
    const known = store.getState().promptDetails.get(id);
    if (known) return known;
    const answer = await bridge.request('prompts.details', { ids: [id] });
    return answer.ok ? answer.data[0] : undefined;
  }

  /** Goes to the history and selects that prompt, whatever was searched for before. */
  function showPrompt(id: PromptId): void {
    const { promptAnswer, promptQuery, goTo, selectPrompt } = store.getState();
    if (!promptAnswer?.ids.includes(id)) {
      store.setState({ promptQuery: { ...EVERY_PROMPT, order: promptQuery.order } });
    }
    goTo('prompts');
    store.setState({ promptPart: 'history', promptSought: id });
    selectPrompt(id, 'replace');
  }

  return {
    /** Goes to the history. */
    show(): void {
      store.getState().goTo('prompts');
      store.setState({ promptPart: 'history' });
      focus('prompts');
    },
    showPrompt,
    /** The same for the prompt of that text. */
    async showPromptOf(text: string): Promise<void> {
      const answer = await bridge.request('prompts.idOf', { text });
      if (answer.ok && answer.data !== null) showPrompt(answer.data);
      else say(answer.ok ? 'This prompt is not in the history.' : answer.error.message, 'alert');
    },
    /** Goes to the search of the history. */
    search(): void {
      store.getState().goTo('prompts');
      store.setState({ promptPart: 'history' });
      focus('promptSearch');
    },
    ask(change: Partial<PromptQuery>): void {
      store.getState().askPrompts(change);
    },

    /** Puts the prompt with its whole recipe into a new draft: as it was sent the last time, or in that use. */
    async restore(id: PromptId, recipe?: Recipe): Promise<void> {
      const summary = recipe ? undefined : await summaryOf(id);
      const found =
        recipe ??
        summary?.recipe ??
        (summary && { ...emptyRecipe(defaultModel(MODELS, 'generation')), prompt: summary.text });
      if (found) reuse(found, id);
      else say('This prompt is not in the history any more.', 'alert');
    },

    /** Their texts, in their order; those that are not known here are asked for. None, and said, when main can't answer. */
    async textsOf(ids: readonly PromptId[]): Promise<readonly string[]> {
      const known = new Map<PromptId, Pick<PromptSummary, 'text'>>(store.getState().promptDetails);
      const missing = ids.filter((id) => !known.has(id));
      for (let from = 0; from < missing.length; from += AT_ONCE) {
        const answer = await bridge.request('prompts.details', { ids: missing.slice(from, from + AT_ONCE) });
        if (!answer.ok) {
          say(answer.error.message, 'alert');
          return [];
        }
        for (const summary of answer.data) known.set(summary.id, summary);
      }
      return ids.flatMap((id) => known.get(id)?.text ?? []);
    },

    /** Marks prompts: shown at once, and asked for anew when main says no. */
    async mark(ids: readonly PromptId[], mark: PromptMark): Promise<void> {
      if (ids.length === 0) return;
      const meant = new Set(ids);
      store.setState(({ promptDetails, promptStory }) => {
        const next = new Map(promptDetails);
        for (const id of ids) {
          const summary = next.get(id);
          if (summary) next.set(id, markedPrompt(summary, mark));
        }
        const inStory = promptStory && meant.has(promptStory.summary.id);
        return {
          promptDetails: next,
          promptStory: inStory ? { ...promptStory, summary: markedPrompt(promptStory.summary, mark) } : promptStory,
        };
      });
      const result = await bridge.request('prompts.mark', { ids: [...ids], mark });
      if (result.ok) return;
      say(result.error.message, 'alert');
      promptSync.refresh();
    },

    /** Goes to the library with exactly these images selected; what is searched for or filtered there gives way. */
    showImages(ids: readonly ImageId[]): void {
      const [first] = ids;
      if (first === undefined) return;
      const { goTo, setSearch, clearFilter } = store.getState();
      goTo('all');
      setSearch('');
      clearFilter();
      store.setState({ selected: new Set(ids), active: first, anchor: first });
      focus('grid');
      say(`${imageCount(ids.length)} of this prompt selected`);
    },

    async exportFile(order: PromptExport): Promise<void> {
      const result = await bridge.request('prompts.export', order);
      if (result.ok) {
        const { path, count } = result.data;
        const what = order.what === 'history' ? countWords(count, 'prompt') : countWords(count, 'template');
        tellExport(store, order.what, `${what} in ${path}`);
      } else if (result.error.code !== 'cancelled') say(result.error.message, 'alert');
    },
    async importFiles(): Promise<void> {
      const result = await bridge.request('prompts.import', undefined);
      if (!result.ok) {
        if (result.error.code !== 'cancelled') say(result.error.message, 'alert');
        return;
      }
      say(importWords(result.data));
      const [first] = result.data.problems;
      const more = result.data.problems.length - 1;
      if (first !== undefined) {
        addNotice(
          store,
          more === 0 ? first : `${first} ${countWords(more, 'more entry', 'more entries')} could not be read.`,
        );
      }
      promptSync.refresh();
    },
  };
}

/** What came out of a file, in one sentence. */
export function importWords({ prompts, templates, known }: Answers['prompts.import']): string {
  const added = [
    prompts > 0 ? countWords(prompts, 'prompt') : '',
    templates > 0 ? countWords(templates, 'template') : '',
  ].filter((part) => part !== '');
  const there =
    known === 0 ? '' : known === 1 ? '1 was there already' : `${known.toLocaleString('en')} were there already`;
  if (added.length === 0) return there === '' ? 'Nothing to add was found' : `Nothing new: ${there}`;
  return [`${added.join(' and ')} added`, there].filter((part) => part !== '').join('; ');
}

function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
