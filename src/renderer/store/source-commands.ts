import type { ImportOutcome } from '../../shared/app-state';
import type { ImageId } from '../../shared/ids';
import type { SourceChoice } from '../../shared/recipe';
import { arrived } from './arrived';
import type { CommandPorts } from './commands';
import { draftOf, emptyBeside, isEmptyDraft } from './draft';
import { addSources, arrangeSources, chooseSource, replaceSource } from './draft-sources';
import { failureSentence } from './import-commands';
import { addNotice } from './notice-commands';

/** What the person does with the sources of the draft that is shown. */
export function sourceCommands(ports: CommandPorts) {
  const { bridge, store } = ports;
  const sources = (): readonly ImageId[] => draftOf(store.getState()).recipe.sourceIds;

  return {
    removeSource(id: ImageId): void {
      const { sourcePanel, setSourcePanel } = store.getState();
      if (sourcePanel?.id === id) setSourcePanel(null);
      arrangeSources(
        store,
        sources().filter((other) => other !== id),
      );
    },

    /** Puts the source so many places further back; it stops at the ends. */
    moveSource(id: ImageId, by: number): void {
      const others = sources().filter((other) => other !== id);
      const at = Math.min(Math.max(sources().indexOf(id) + by, 0), others.length);
      const moved = [...others.slice(0, at), id, ...others.slice(at)];
      if (moved[sources().indexOf(id)] === id) return;
      arrangeSources(store, moved);
      store.getState().say(`Source ${String(at + 1)} of ${String(moved.length)}`);
    },

    /** The same sources in another order; nothing when they are others by now. */
    arrangeSources(ids: readonly ImageId[]): void {
      const now = sources();
      const isSame = now.length === ids.length && now.every((id) => ids.includes(id));
      if (isSame && ids.some((id, place) => now[place] !== id)) arrangeSources(store, ids);
    },

    /** Puts images into the place of one source. */
    replaceSource(id: ImageId, images: readonly ImageId[]): void {
      if (images.length > 0) replaceSource(ports, id, images);
    },

    /** Says what of a source is sent, or how. */
    chooseSource(id: ImageId, change: Partial<SourceChoice>): void {
      chooseSource(store, id, change);
    },

    /** Learns which of these move: of those only the first picture is sent. */
    async lookAtSources(ids: readonly ImageId[]): Promise<void> {
      const { animated } = store.getState();
      const unknown = ids.filter((id) => !animated.has(id)).slice(0, 100);
      if (unknown.length === 0) return;
      // Asked once, whatever comes of it.
      const note = (moving: readonly ImageId[]): void => {
        store.setState((state) => ({
          animated: new Map([...state.animated, ...unknown.map((id) => [id, moving.includes(id)] as const)]),
        }));
      };
      note([]);
      const answer = await bridge.request('library.animated', { ids: unknown });
      if (answer.ok && answer.data.length > 0) note(answer.data);
    },

    /** Files that came by "Open with" or by the icon: they become sources of a draft in which nothing is yet. */
    async takeOffered(outcomes: readonly ImportOutcome[]): Promise<void> {
      const ids = [...new Set(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.imageId] : [])))];
      const failed = outcomes.filter((outcome) => !outcome.ok);
      if (failed.length > 0) addNotice(store, failureSentence(failed));
      if (ids.length === 0) return;
      await arrived(store, ids);
      const { addDraft, close, setDialog } = store.getState();
      const draft = draftOf(store.getState());
      setDialog(null);
      close();
      if (!isEmptyDraft(draft)) addDraft(emptyBeside(draft));
      addSources(ports, ids, true);
    },
  };
}
