import type { CollectionId, ImageId } from '../../shared/ids';
import { imageCount } from '../ui/format';
import type { CommandPorts } from './commands';
import type { Outcome } from './settings-commands';
import { outcome } from './settings-commands';
import { isCollection } from './view';

/** Builds them over their ports. What they change comes back with the next index. */
export function createCollectionCommands({ bridge, store }: Pick<CommandPorts, 'bridge' | 'store'>) {
  const { say } = store.getState();

  function nameOf(id: CollectionId): string {
    return store.getState().index?.collections.find((collection) => collection.id === id)?.name ?? 'the collection';
  }

  return {
    /** Makes a collection with these images, perhaps none. */
    async create(name: string, images: readonly ImageId[]): Promise<Outcome> {
      const result = await bridge.request('collections.create', { name, images: [...images] });
      if (result.ok) {
        say(
          images.length === 0 ? `Made “${result.data.name}”` : `${imageCount(images.length)} in “${result.data.name}”`,
        );
      }
      return outcome(result);
    },
    async rename(id: CollectionId, name: string): Promise<Outcome> {
      return outcome(await bridge.request('collections.rename', { id, name }));
    },
    /** Takes the collection away, none of its images. */
    async remove(id: CollectionId): Promise<void> {
      const name = nameOf(id);
      const result = await bridge.request('collections.remove', { id });
      if (!result.ok) {
        say(result.error.message, 'alert');
        return;
      }
      if (store.getState().place === id) store.getState().goTo('all');
      say(`Removed “${name}”. Its images are in the library.`);
    },
    async add(id: CollectionId, images: readonly ImageId[]): Promise<void> {
      if (images.length === 0) return;
      const result = await bridge.request('collections.add', { id, images: [...images] });
      if (result.ok) say(`${imageCount(images.length)} in “${nameOf(id)}”`);
      else say(result.error.message, 'alert');
    },
    /** Takes images out of the collection that the grid shows; does nothing in another place. */
    async takeOut(images: readonly ImageId[]): Promise<void> {
      const { place, index } = store.getState();
      // What was selected in another view may not be in this one.
      const shown = new Set(index?.ids);
      const here = images.filter((id) => shown.has(id));
      if (!isCollection(place) || here.length === 0) return;
      const result = await bridge.request('collections.take', { id: place, images: here });
      if (result.ok) say(`${imageCount(here.length)} taken out of “${nameOf(place)}”`);
      else say(result.error.message, 'alert');
    },
  };
}
