import type { Draft } from '../../shared/draft';
import type { DraftId } from '../../shared/ids';
import type { Bridge } from '../../shared/ipc';
import type { StudioStore } from './store';

/** Brings the drafts of the last session back and writes every change of them to main, so that a crash takes no letter. */
export interface DraftSync {
  /** Resolves when they are in the store. Where main has none, those that the store has are handed over. */
  readonly load: () => Promise<void>;
  /** Sends all that waits at once: the page is about to go. */
  readonly flush: () => void;
  readonly stop: () => void;
}

const LOST = 'What you write can’t be kept on disk just now. It stays here while Easel runs.';

/** A sync between that bridge and that store. One message is on its way at a time; of what waits only the newest is sent. */
export function createDraftSync(bridge: Bridge, store: StudioStore): DraftSync {
  const unsaved = new Set<DraftId>();
  let unarranged = false;
  let busy = false;
  let failing = false;
  let stop = (): void => undefined;

  const named = (id: DraftId): Draft | undefined => store.getState().drafts.find((draft) => draft.id === id);
  const save = (draft: Draft): Promise<{ readonly ok: boolean }> => bridge.request('drafts.save', { draft });
  const arrange = (): Promise<{ readonly ok: boolean }> => {
    const { drafts, activeDraft } = store.getState();
    return bridge.request('drafts.arrange', { ids: drafts.map(({ id }) => id), active: activeDraft });
  };

  async function writeNext(): Promise<boolean> {
    const [id] = unsaved;
    if (id === undefined) {
      unarranged = false;
      return (await arrange()).ok;
    }
    unsaved.delete(id);
    const draft = named(id);
    if (!draft) return true;
    const { ok } = await save(draft);
    if (!ok && named(id)) unsaved.add(id);
    return ok;
  }

  async function write(): Promise<void> {
    if (busy) return;
    busy = true;
    let ok = true;
    while (ok && (unsaved.size > 0 || unarranged)) ok = await writeNext();
    busy = false;
    // Said once; what waits is tried again with the next keystroke.
    if (!ok && !failing) store.getState().say(LOST, 'alert');
    failing = !ok;
  }

  function close(draft: Draft): void {
    // The order of these two is kept on the way: what comes back later is what was there last.
    if (unsaved.delete(draft.id)) void save(draft);
    void bridge.request('drafts.close', { id: draft.id });
  }

  function follow(): void {
    stop = store.subscribe((state, before) => {
      if (state.drafts === before.drafts && state.activeDraft === before.activeDraft) return;
      const [now, then] = [new Set(state.drafts), new Set(before.drafts)];
      const ids = new Set(state.drafts.map(({ id }) => id));
      for (const draft of now) if (!then.has(draft)) unsaved.add(draft.id);
      for (const draft of then) if (!ids.has(draft.id)) close(draft);
      unarranged ||= state.activeDraft !== before.activeDraft || order(state.drafts) !== order(before.drafts);
      void write();
    });
  }

  return {
    async load() {
      const answer = await bridge.request('drafts.read', undefined);
      const [first] = answer.ok ? answer.data.drafts : [];
      if (answer.ok && first)
        store.setState({ drafts: answer.data.drafts, activeDraft: answer.data.active ?? first.id });
      follow();
      if (!answer.ok) store.getState().say(answer.error.message, 'alert');
      if (!answer.ok || first) return;
      for (const { id } of store.getState().drafts) unsaved.add(id);
      unarranged = true;
      await write();
    },
    flush() {
      for (const draft of [...unsaved].map(named)) if (draft) void save(draft);
      if (unarranged) void arrange();
    },
    stop: () => stop(),
  };
}

function order(drafts: readonly Draft[]): string {
  return drafts.map(({ id }) => id).join();
}
