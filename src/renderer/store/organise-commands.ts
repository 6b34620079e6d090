import type { ImageId, SmartId } from '../../shared/ids';
import type { HistoryEntry, OrganiseChange, OrganiseStep } from '../../shared/organise';
import type { Result } from '../../shared/result';
import { imageCount } from '../ui/format';
import { savedQuery } from './asking';
import type { CommandPorts } from './commands';
import { whyNoChange } from './connection';
import { reopenDraft } from './draft-tabs';
import { doneWords } from './organise';
import { placeIn } from './query';
import type { Outcome } from './settings-commands';
import { outcome } from './settings-commands';
import type { StudioStore } from './store';

/** The most images that one request may carry. */
const AT_ONCE = 100_000;

type Ports = Pick<CommandPorts, 'bridge' | 'store' | 'sync'>;

/**
 * Changes images: shown at once, and taken back with the reason when main says no. `words` say what was done where the
 * change alone does not know it. Resolves to true when it was done.
 */
export type Organise = (ids: readonly ImageId[], change: OrganiseChange, words?: string) => Promise<boolean>;

/** See `Organise`. */
export function createOrganise({ bridge, store, sync }: Ports): Organise {
  const { say } = store.getState();

  async function ask(ids: readonly ImageId[], change: OrganiseChange): Promise<string | null> {
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const result = await bridge.request('library.organise', { ids: ids.slice(from, from + AT_ONCE), change });
      if (!result.ok) return result.error.message;
    }
    return null;
  }

  return async (ids, change, words = doneWords(change, ids.length)) => {
    if (ids.length === 0 || refused(store)) return false;
    const next = follower(store, ids, change);
    const settle = sync.expect(ids, change);
    if (next) goOn(store, next);
    say(words, 'status', offersUndo(change, ids.length) ? 'step' : null);
    const fault = await ask(ids, change);
    settle(fault === null);
    if (fault !== null) say(fault, 'alert');
    return fault === null;
  };
}

/** True when nothing can be changed; that is said then. */
function refused(store: StudioStore): boolean {
  const why = whyNoChange(store.getState());
  if (why !== null) store.getState().say(why, 'alert');
  return why !== null;
}

/** What orders the library, and takes it back. All of it is refused in the same words while nothing can be changed. */
export function organiseCommands(ports: Ports) {
  const { bridge, store } = ports;
  const { say } = store.getState();
  const organise = createOrganise(ports);

  async function step(route: 'library.undo' | 'library.redo'): Promise<void> {
    if (refused(store)) return;
    const result = await bridge.request(route, undefined);
    const words =
      route === 'library.undo'
        ? { done: 'Undone', nothing: 'Nothing to undo' }
        : { done: 'Done again', nothing: 'Nothing to do again' };
    if (!result.ok) say(result.error.message, 'alert');
    else say(result.data ? `${words.done}: ${result.data.label}` : words.nothing);
    // Where nothing was left to stand on, the keys act again on what came back.
    const { active, index, select } = store.getState();
    const first = index?.ids[0];
    if (active === null && index && first !== undefined) select(first, 'replace', index.ids);
  }

  function told(result: Result<OrganiseStep>): Outcome {
    if (result.ok) say(result.data.label, 'status', 'step');
    return outcome(result);
  }

  return {
    organise,
    async undo(): Promise<void> {
      await step('library.undo');
    },
    async redo(): Promise<void> {
      await step('library.redo');
    },
    /** What the button beside the status line takes back. */
    async takeBack(): Promise<void> {
      const { statusLine } = store.getState();
      if (statusLine.undo === 'draft') await reopenDraft(ports);
      else if (statusLine.undo === 'step') await step('library.undo');
    },
    /** The last steps, newest first; null with the reason said when they can't be had. */
    async history(): Promise<readonly HistoryEntry[] | null> {
      const result = await bridge.request('library.history', undefined);
      if (result.ok) return result.data;
      say(result.error.message, 'alert');
      return null;
    },
    async trash(ids: readonly ImageId[]): Promise<void> {
      await organise(ids, { kind: 'trash' });
    },
    async restore(ids: readonly ImageId[]): Promise<void> {
      await organise(ids, { kind: 'restore' });
    },
    /** Removes these from the trash for good, or all of it; main asks first. */
    async emptyTrash(ids: readonly ImageId[] | null): Promise<void> {
      if (ids?.length === 0 || refused(store)) return;
      const result = await bridge.request('library.emptyTrash', { ids: ids && [...ids] });
      if (result.ok) say(`${imageCount(result.data.count)} removed for good`);
      else if (result.error.code !== 'cancelled') say(result.error.message, 'alert');
    },
    /** Keeps what is asked now as a smart collection: a new one, or in the place of that one. */
    async saveSmart(id: SmartId | null, name: string): Promise<Outcome> {
      const why = whyNoChange(store.getState());
      if (why !== null) return why;
      const query = savedQuery(store.getState());
      const result = await bridge.request('smart.save', { id, name, query: { ...query } });
      if (!result.ok) return outcome(result);
      say(id === null ? `Made “${result.data.name}”` : `Changed “${result.data.name}”`, 'status', 'step');
      return null;
    },
    /** Gives a smart collection another name; what it asks stays. */
    async renameSmart(id: SmartId, name: string): Promise<Outcome> {
      const smart = store.getState().lists.smart.find((one) => one.id === id);
      const why = whyNoChange(store.getState());
      if (why !== null || !smart) return why;
      return outcome(await bridge.request('smart.save', { id, name, query: smart.query }));
    },
    /** Takes the smart collection away, none of the images that it finds. */
    async removeSmart(id: SmartId): Promise<void> {
      if (refused(store)) return;
      const name = store.getState().lists.smart.find((one) => one.id === id)?.name ?? 'the collection';
      const result = await bridge.request('smart.remove', { id });
      if (!result.ok) {
        say(result.error.message, 'alert');
        return;
      }
      if (store.getState().place === id) store.getState().goTo('all');
      say(`Removed “${name}”`, 'status', 'step');
    },
    /** To a tag that exists: the two become one. */
    async renameTag(from: string, to: string): Promise<Outcome> {
      const why = whyNoChange(store.getState());
      return why ?? told(await bridge.request('tags.rename', { from, to }));
    },
    async removeTag(tag: string): Promise<Outcome> {
      const why = whyNoChange(store.getState());
      return why ?? told(await bridge.request('tags.remove', { tag }));
    },
  };
}

/** A step that is seen at once where it was done and undone by one key more needs no button. */
function offersUndo({ kind }: OrganiseChange, count: number): boolean {
  return count > 1 || kind === 'trash' || kind === 'restore' || kind === 'take-out' || kind === 'untag';
}

/** While culling, the image after the one that was just judged; null when one stays. */
function follower(store: StudioStore, ids: readonly ImageId[], change: OrganiseChange): ImageId | null {
  const { culling, index, opened, preview, active, look, compared } = store.getState();
  if (!culling || !index || (change.kind !== 'stars' && change.kind !== 'flag')) return null;
  const looked = opened ?? preview ?? active;
  // A survey is gone through by itself.
  const surveyed = look === 'survey' && opened !== null ? compared.indexOf(opened) : -1;
  if (surveyed >= 0) return ids.some((id) => id === opened) ? (compared[surveyed + 1] ?? null) : null;
  const place = looked === null ? -1 : placeIn(index, looked);
  const judged = ids.some((id) => id === looked) && ids.every((id) => placeIn(index, id) === place);
  return judged && place >= 0 ? (index.ids[place + 1] ?? null) : null;
}

function goOn(store: StudioStore, next: ImageId): void {
  store.setState(({ opened, preview }) => ({
    ...{ selected: new Set([next]), active: next, anchor: next },
    ...(opened === null ? {} : { opened: next }),
    ...(preview === null ? {} : { preview: next }),
  }));
}
