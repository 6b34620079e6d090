import type { ImageId } from '../../shared/ids';
import type { CommandPorts } from './commands';
import { modelOf } from './draft';

type Ports = Pick<CommandPorts, 'store' | 'focus'>;

/** Puts the cursor in the prompt; words that were sent already are marked, since the next ones are usually others. */
export function focusPrompt({ store, focus }: Ports): void {
  const { draft, sentPrompt } = store.getState();
  focus('prompt', draft.prompt === sentPrompt);
}

/** Gives the draft these sources, instead of those that are there or beside them, and puts the cursor in the prompt. */
export function addSources(ports: Ports, ids: readonly ImageId[], instead: boolean): void {
  const { draft, setSources, setFaults } = ports.store.getState();
  const all = instead ? ids : [...new Set([...draft.sourceIds, ...ids])];
  setSources(all);
  const { max } = modelOf(ports.store.getState().draft).sources;
  if (all.length > max) {
    setSources(all.slice(0, max));
    setFaults([
      { field: 'sources', message: `An edit takes up to ${String(max)} source images; the others were left out.` },
    ]);
  }
  focusPrompt(ports);
}
