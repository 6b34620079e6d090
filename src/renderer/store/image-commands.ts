import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Input } from '../../shared/ipc';
import type { Family } from '../../shared/lineage';
import type { Result } from '../../shared/result';
import { imageCount } from '../ui/format';
import { copyImage, copyText, forgetCopied } from './clipboard';
import type { CommandPorts } from './commands';
import { addNotice } from './notice-commands';
import type { Outcome } from './settings-commands';
import { outcome } from './settings-commands';

/** What is done with single images, beside organising them: handing out above all. */
export function imageCommands({ bridge, store }: CommandPorts) {
  const { say } = store.getState();

  function tell(fault: Outcome, done: string): void {
    if (fault === null) say(done);
    else say(fault, 'alert');
  }

  async function copied(ids: readonly ImageId[], what: 'images.copyFiles' | 'images.copyPaths'): Promise<void> {
    if (ids.length === 0) return;
    forgetCopied();
    const result = await bridge.request(what, { ids: [...ids] });
    if (!result.ok) {
      say(result.error.message, 'alert');
      return;
    }
    const { count } = result.data;
    const kind = what === 'images.copyFiles' ? ['File', 'files'] : ['Path', 'paths'];
    say(count === 1 ? `${kind[0] ?? ''} copied` : `${count.toLocaleString('en')} ${kind[1] ?? ''} copied`);
  }

  return {
    async copyImage(id: ImageId): Promise<void> {
      tell(await copyImage(id), 'Image copied');
    },
    async copyText(text: string, what: string): Promise<void> {
      tell(await copyText(text), `${what} copied`);
    },
    async copyFiles(ids: readonly ImageId[]): Promise<void> {
      await copied(ids, 'images.copyFiles');
    },
    async copyPaths(ids: readonly ImageId[]): Promise<void> {
      await copied(ids, 'images.copyPaths');
    },
    async reveal(id: ImageId): Promise<void> {
      const fault = outcome(await bridge.request('image.reveal', { id }));
      if (fault !== null) say(fault, 'alert');
    },
    /** Opens the file in the system's program for it, or in one that the person chooses. */
    async openWith(id: ImageId, how: 'default' | 'choose'): Promise<void> {
      const fault = outcome(await bridge.request('image.openWith', { id, how }));
      if (fault !== null) say(fault, 'alert');
    },
    /** Begins a native drag of the files. To be called by `beginOwnDrag`, which remembers what is dragged. */
    async dragOut(ids: readonly ImageId[]): Promise<void> {
      const fault = outcome(await bridge.request('images.drag', { ids: [...ids] }));
      if (fault !== null) say(fault, 'alert');
    },
    /** Hands images out as the plan says, where the person says. Null when it was done or called off; else why not. */
    async exportImages(order: Input<'library.export'>): Promise<Outcome> {
      const result = await bridge.request('library.export', order);
      if (!result.ok) return outcome(result);
      const { path, written, failed } = result.data;
      if (written > 0) say(`${imageCount(written)} in ${path}`);
      const [first] = failed;
      if (first !== undefined) {
        const more = failed.length === 1 ? '' : ` ${imageCount(failed.length - 1)} more could not be exported either.`;
        addNotice(store, `${first}${more}`);
      }
      return null;
    },
    /** The details of an image, asked of main when they are not here yet; undefined when there is no such image. */
    async detailsOf(id: ImageId): Promise<LibraryImage | undefined> {
      const known = store.getState().details.get(id);
      if (known) return known;
      const result = await bridge.request('library.images', { ids: [id] });
      return result.ok ? result.data[0] : undefined;
    },
    /** The image with its parents and children; null when that can't be had: it is shown beside other things alone. */
    async nearKin(id: ImageId): Promise<Family | null> {
      const answer = await bridge.request('library.family', { id, near: true });
      return answer.ok ? answer.data : null;
    },
    /** Forgets what is kept of a removed image; main asks first. False when the person said no, or it failed. */
    async forget(id: ImageId): Promise<boolean> {
      const result = await bridge.request('library.forget', { id });
      if (result.ok) say('Forgotten');
      else if (result.error.code !== 'cancelled') say(result.error.message, 'alert');
      return result.ok;
    },
    /** What another program wrote into an imported file of how it was made. */
    async foundIn(id: ImageId): Promise<Result<{ readonly text: string | null }>> {
      return bridge.request('library.found', { id });
    },
  };
}
