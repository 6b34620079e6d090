import type { CommandPorts } from './commands';
import { draftOf, emptyBeside } from './draft';
import { beginDraft } from './draft-tabs';
import { isPromptList, readPromptList } from './prompt-list';

type Ports = Pick<CommandPorts, 'store' | 'focus'>;

/** As `MOST_DRAFT_TEXT`, whose module would bring the schema library into the window. */
export const MOST_TEXT = 200_000;

function openList(ports: Ports, prompts: readonly string[]): void {
  const { setFaults } = ports.store.getState();
  const beside = emptyBeside(draftOf(ports.store.getState()));
  const prompt = prompts.join('\n');
  if (prompt.length <= MOST_TEXT) {
    beginDraft(ports, { ...beside, perLine: true, recipe: { ...beside.recipe, prompt } }, 'Each line is a prompt');
    return;
  }
  const [much, most] = [prompt.length, MOST_TEXT].map((count) => count.toLocaleString('en'));
  setFaults([{ field: 'form', message: `These prompts have ${much} characters; a list takes ${most}.` }]);
}

/** Opens each text or table as a list of prompts; one that can't be read says so in the composer. */
export async function takeLists(ports: Ports, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const list = await readPromptList(file);
    if ('fault' in list) ports.store.getState().setFaults([{ field: 'form', message: list.fault }]);
    else openList(ports, list.prompts);
  }
}

/** Lists of prompts. */
export function listCommands(ports: Ports) {
  return {
    /** Begins a draft in which each line is a prompt of its own. */
    openList: (prompts: readonly string[]) => {
      openList(ports, prompts);
    },
    /** Lets the person choose a text or a table of prompts. Chromium asks only right after a press of a key or a button. */
    promptsFromFile(): void {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = '.txt,.csv,.tsv';
      input.addEventListener('change', () => void takeLists(ports, [...(input.files ?? [])].filter(isPromptList)));
      input.click();
    },
  };
}
