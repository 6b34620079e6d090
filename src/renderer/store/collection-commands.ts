import type { CollectionId, ImageId } from '../../shared/ids';
import { imageCount } from '../ui/format';
import type { CommandPorts } from './commands';
import { whyNoChange } from './connection';
import { createOrganise } from './organise-commands';
import { placeIn } from './query';
import type { Outcome } from './settings-commands';
import { outcome } from './settings-commands';
import { isCollection } from './view';

/** Builds them over their ports. */
export function createCollectionCommands(ports: Pick<CommandPorts, 'bridge' | 'store' | 'sync'>) {
  const { bridge, store } = ports;
  const { say } = store.getState();
  const organise = createOrganise(ports);

  function nameOf(id: CollectionId): string {
    return store.getState().lists.collections.find((collection) => collection.id === id)?.name ?? 'the collection';
  }

  return {
    /** Makes a collection with these images, perhaps none. */
    async create(name: string, images: readonly ImageId[]): Promise<Outcome> {
      const why = whyNoChange(store.getState());
      if (why !== null) return why;
      const result = await bridge.request('collections.create', { name, images: [...images] });
      if (result.ok) {
        say(
          images.length === 0 ? `Made “${result.data.name}”` : `${imageCount(images.length)} in “${result.data.name}”`,
        );
      }
      return outcome(result);
    },
    async rename(id: CollectionId, name: string): Promise<Outcome> {
      return whyNoChange(store.getState()) ?? outcome(await bridge.request('collections.rename', { id, name }));
    },
    /** Takes the collection away, none of its images. */
    async remove(id: CollectionId): Promise<void> {
      const why = whyNoChange(store.getState());
      if (why !== null) {
        say(why, 'alert');
        return;
      }
      const name = nameOf(id);
      const result = await bridge.request('collections.remove', { id });
      if (!result.ok) {
        say(result.error.message, 'alert');
        return;
      }
      if (store.getState().place === id) store.getState().goTo('all');
      say(`Removed “${name}”. Its images are in the library.`, 'status', 'step');
    },
    async add(id: CollectionId, images: readonly ImageId[]): Promise<void> {
      await organise(images, { kind: 'collect', collection: id }, `${imageCount(images.length)} in “${nameOf(id)}”`);
    },
    /** Takes images out of the collection that the grid shows; does nothing in another place. */
    async takeOut(images: readonly ImageId[]): Promise<void> {
      const { place, index } = store.getState();
      // What was selected in another view may not be in this one.
      const here = index ? images.filter((id) => placeIn(index, id) >= 0) : [];
      if (!isCollection(place)) return;
      const words = `${imageCount(here.length)} taken out of “${nameOf(place)}”`;
      await organise(here, { kind: 'take-out', collection: place }, words);
    },
  };
}
