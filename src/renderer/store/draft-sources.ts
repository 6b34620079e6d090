import type { ImageId } from '../../shared/ids';
import type { CommandPorts } from './commands';
import { draftOf, modelOf } from './draft';

type Ports = Pick<CommandPorts, 'store' | 'focus'>;

/** Puts the cursor in the prompt; words that were sent already are marked, since the next ones are usually others. */
export function focusPrompt({ store, focus }: Ports): void {
  const { recipe, sentPrompt } = draftOf(store.getState());
  focus('prompt', recipe.prompt === sentPrompt);
}

/** Gives the draft these sources, instead of those that are there or beside them, and puts the cursor in the prompt. */
export function addSources(ports: Ports, ids: readonly ImageId[], instead: boolean): void {
  const { setSources, setFaults } = ports.store.getState();
  const all = instead ? ids : [...new Set([...draftOf(ports.store.getState()).recipe.sourceIds, ...ids])];
  setSources(all);
  const { max } = modelOf(draftOf(ports.store.getState()).recipe).sources;
  if (all.length > max) {
    setSources(all.slice(0, max));
    setFaults([
      { field: 'sources', message: `An edit takes up to ${String(max)} source images; the others were left out.` },
    ]);
  }
  focusPrompt(ports);
}
