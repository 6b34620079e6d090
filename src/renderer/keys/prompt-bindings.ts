import type { PromptExport } from '../../shared/prompts';
import { draftOf, isEmptyDraft } from '../store/draft';
import { commands, promptCommands, store, templateCommands } from '../store/studio';
import type { Binding, Bindings } from './binding';

function newDraft(): void {
  commands.newDraft();
  commands.focusPrompt();
}

/** The window of macOS is closed with the same key, as everywhere there. */
function closeDraft(): void {
  const { platform, drafts } = store.getState();
  if (platform === 'darwin' && drafts.length === 1) window.close();
  else commands.closeDraft();
}

function step(by: number): Binding {
  return {
    run: () => commands.nextDraft(by),
    whyNot: ({ drafts }) => (drafts.length > 1 ? null : 'Only one draft is open.'),
  };
}

function exportTo(what: PromptExport['what'], format: PromptExport['format']): Binding {
  return { run: () => void promptCommands.exportFile({ what, format }) };
}

/** Drafts, the history of prompts and templates. */
export const PROMPT_BINDINGS = {
  'new-draft': { run: newDraft },
  'close-draft': {
    run: closeDraft,
    whyNot: (state) => {
      const nothing = state.platform !== 'darwin' && state.drafts.length === 1 && isEmptyDraft(draftOf(state));
      return nothing ? 'The only draft is empty already.' : null;
    },
  },
  'reopen-draft': { run: () => void commands.reopenDraft() },
  'next-draft': step(1),
  'previous-draft': step(-1),
  'per-line': { run: () => store.getState().editDraft({ perLine: !draftOf(store.getState()).perLine }) },
  literal: { run: () => store.getState().editDraft({ literal: !draftOf(store.getState()).literal }) },
  'list-from-file': { run: commands.promptsFromFile },
  prompts: { run: promptCommands.show },
  'search-prompts': { run: promptCommands.search },
  templates: {
    run: () => {
      store.getState().goTo('prompts');
      store.setState({ promptPart: 'templates' });
    },
  },
  'save-template': {
    run: () => void templateCommands.create(draftOf(store.getState()).recipe.prompt),
    whyNot: (state) => (draftOf(state).recipe.prompt.trim() === '' ? 'Write a prompt first.' : null),
  },
  'import-prompts': { run: () => void promptCommands.importFiles() },
  'export-history-json': exportTo('history', 'json'),
  'export-history-csv': exportTo('history', 'csv'),
  'export-history-markdown': exportTo('history', 'markdown'),
  'export-templates-json': exportTo('templates', 'json'),
  'export-templates-csv': exportTo('templates', 'csv'),
  'export-templates-markdown': exportTo('templates', 'markdown'),
} satisfies Partial<Bindings>;
