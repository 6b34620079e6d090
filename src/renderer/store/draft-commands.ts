import { expandPrompt } from '../../shared/expansion';
import type { ImageId, PromptId } from '../../shared/ids';
import { MOST_ORDERS } from '../../shared/orders';
import type { Template } from '../../shared/prompts';
import type { Recipe } from '../../shared/recipe';
import { recipeFor } from '../../shared/recipe-rules';
import type { CommandPorts } from './commands';
import { draftOf, emptyBeside, makeDraft, modelOf } from './draft';
import { standsForItself } from './draft-orders';
import { addSources, arrangeSources, focusPrompt } from './draft-sources';
import { listCommands } from './list-commands';
import { beginDraft, tabCommands } from './draft-tabs';
import { movedMentions } from '../../shared/source-mentions';

/** What the person does with drafts, up to the press of the button. */
export function draftCommands(ports: CommandPorts) {
  const { store, write, focus } = ports;

  return {
    ...tabCommands(ports),
    ...listCommands(ports),

    focusPrompt: () => {
      focusPrompt(ports);
    },

    /** Makes these images the sources of the draft and puts the cursor in the prompt. */
    useAsSources(ids: readonly ImageId[]): void {
      if (ids.length > 0) addSources(ports, ids, true);
    },

    /** One request for each of these images instead of one with all of them, with whatever the prompt says; one is a plain edit. */
    editEach(ids: readonly ImageId[]): void {
      const { setEachOf, setFaults } = store.getState();
      const all = [...new Set(ids)];
      if (all.length < 2) {
        if (all.length === 1) addSources(ports, all, true);
        return;
      }
      setEachOf(all.slice(0, MOST_ORDERS));
      arrangeSources(store, []);
      const message = `${MOST_ORDERS.toLocaleString('en')} images are the most that can be edited at once; the others were left out.`;
      if (all.length > MOST_ORDERS) setFaults([{ field: 'sources', message }]);
      focusPrompt(ports);
    },

    /** Takes images out of those that are each edited. With the last one gone, mentions in the prompt name what is left. */
    leaveOut(ids: readonly ImageId[]): void {
      const { setEachOf } = store.getState();
      const { eachOf, recipe } = draftOf(store.getState());
      const gone = new Set(ids);
      const left = eachOf.filter((id) => !gone.has(id));
      const [first] = eachOf;
      const after = recipe.sourceIds;
      const places = first !== undefined && left.length === 0 ? { before: [first, ...after], after, offset: 0 } : null;
      const prompt = places ? movedMentions(modelOf(recipe), recipe.prompt, places) : recipe.prompt;
      setEachOf(left, prompt);
    },

    /** Adds images to the sources that are there. */
    addSources(ids: readonly ImageId[]): void {
      addSources(ports, ids, false);
    },

    /** Puts a whole recipe into a new draft, never over one with something in it. `basedOn` is the prompt that it came from. */
    reuse(recipe: Recipe, basedOn: PromptId | null = null): void {
      // It was sent in these very words: braces in them are no alternatives.
      const literal = !standsForItself(recipe.prompt);
      const draft = makeDraft(recipeFor(modelOf(recipe), recipe), { basedOn, literal });
      beginDraft(ports, draft, 'Recipe is in a new draft');
    },

    /** Begins a draft from a template: the parameters stay, its variables are asked for below the prompt. */
    insertTemplate({ name, text }: Pick<Template, 'name' | 'text'>): void {
      const beside = emptyBeside(draftOf(store.getState()));
      beginDraft(ports, { ...beside, recipe: { ...beside.recipe, prompt: text } }, `“${name}” is in the composer`);
      const { variables } = expandPrompt(text, { values: {}, literal: false, perLine: false, limit: 1 });
      // What they stand for is what comes next.
      if (variables.length > 0) focus('variable');
    },

    /** Puts text into the prompt at its cursor, in the place of what is marked. */
    insertText(text: string): void {
      const { changeDraft } = store.getState();
      if (!write(text)) changeDraft({ prompt: draftOf(store.getState()).recipe.prompt + text });
      focusPrompt(ports);
    },
  };
}
