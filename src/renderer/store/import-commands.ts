import type { DraftId, ImageId } from '../../shared/ids';
import type { ImportOutcome } from '../../shared/app-state';
import type { Result } from '../../shared/result';
import { imageCount } from '../ui/format';
import { arrived } from './arrived';
import type { CommandPorts } from './commands';
import { addSources, replaceSource } from './draft-sources';
import { takeLists } from './list-commands';
import { addNotice } from './notice-commands';
import { isPromptList } from './prompt-list';

/**
 * What a drop of files is for: an edit that starts with them, an edit that gets them too, the place of one of its sources,
 * or the library alone.
 */
export type DropPurpose = 'edit' | 'add-sources' | 'library' | { readonly replace: ImageId };

/** What brings images of the person's own into the library. */
export function importCommands(ports: CommandPorts) {
  const { bridge, store } = ports;

  /** `draft` is the one that they were meant for. In another tab nothing is changed: what came is in the library. */
  async function take(result: Result<readonly ImportOutcome[]>, meant: DropPurpose, draft: DraftId): Promise<void> {
    const { say, activeDraft } = store.getState();
    const purpose = activeDraft === draft ? meant : 'library';
    if (!result.ok) {
      if (result.error.code !== 'cancelled') complain(result.error.message, purpose);
      return;
    }
    const taken = result.data.filter((outcome) => outcome.ok);
    const failed = result.data.filter((outcome) => !outcome.ok);
    if (taken.length > 0 && purpose === 'library') say(takenWords(taken));
    await hand([...new Set(taken.map(({ imageId }) => imageId))], purpose);
    if (failed.length > 0) complain(failureSentence(failed), purpose);
  }

  async function hand(ids: readonly ImageId[], purpose: DropPurpose): Promise<void> {
    if (ids.length === 0 || purpose === 'library') return;
    await arrived(store, ids);
    if (typeof purpose === 'object') replaceSource(ports, purpose.replace, ids);
    else addSources(ports, ids, purpose === 'edit');
  }

  /** At the sources, where the pictures were meant to go; else over the library. */
  function complain(message: string, purpose: DropPurpose): void {
    const { faults, setFaults } = store.getState();
    if (purpose === 'library') addNotice(store, message);
    else setFaults([...faults, { field: 'sources', message }]);
  }

  return {
    /** Imports files that were dropped, pasted or chosen here, then uses them as that meant. */
    async importFiles(files: readonly File[], purpose: DropPurpose): Promise<void> {
      // A text that is handed to the composer is a list of prompts; in the library it is said to be no picture.
      const { activeDraft } = store.getState();
      const lists = purpose === 'add-sources' ? files.filter(isPromptList) : [];
      const pictures = files.filter((file) => !lists.includes(file));
      if (pictures.length > 0) await take(await bridge.importFiles(pictures), purpose, activeDraft);
      await takeLists(ports, lists);
    },

    /** Lets the person choose files, or a folder with all in it, in a native dialog and adds them to the library. */
    async importDialog(purpose: DropPurpose, what: 'files' | 'folder' = 'files'): Promise<void> {
      const { activeDraft } = store.getState();
      const result = await bridge.request('library.importDialog', { what });
      await take(result, purpose === 'edit' ? 'add-sources' : purpose, activeDraft);
    },

    /** Asks in the composer whether the picture is to be fetched from there. `asText`: it was pasted and may be meant as words. */
    offerLink(url: string, purpose: DropPurpose, asText = false): void {
      store.getState().setOffered({ url, purpose, asText, state: 'asked', fault: null });
    },

    /** Fetches the picture that was asked about, now that the person said so. */
    async fetchOffered(): Promise<void> {
      const { offered, setOffered, activeDraft } = store.getState();
      if (offered?.state !== 'asked') return;
      const fetching = { ...offered, state: 'fetching', fault: null } as const;
      setOffered(fetching);
      const result = await bridge.request('library.importLink', { url: offered.url });
      const [first] = result.ok ? result.data : [];
      const fault = result.ok ? (first?.ok === false ? first.message : null) : result.error.message;
      // Taken back meanwhile: what came is in the library, and no draft is changed.
      if (store.getState().offered !== fetching) return;
      setOffered(fault === null ? null : { ...offered, fault });
      if (fault === null) await take(result, offered.purpose, activeDraft);
    },

    /** Says why what was dropped can't become a source. */
    refuseDrop(message: string, purpose: DropPurpose): void {
      complain(message, purpose);
    },
  };
}

function takenWords(taken: readonly { readonly existed: boolean }[]): string {
  const existed = taken.filter((outcome) => outcome.existed).length;
  const added = taken.length - existed;
  if (existed === 0) return `${imageCount(added)} added`;
  const here = existed === 1 ? '1 was' : `${existed.toLocaleString('en')} were`;
  return added === 0 ? `${imageCount(existed)}: here already` : `${imageCount(added)} added; ${here} here already`;
}

/** What could not be taken in, as one sentence that names the first. */
export function failureSentence(failed: readonly { readonly name: string; readonly message: string }[]): string {
  const first = failed[0];
  if (!first) return '';
  const more = failed.length === 1 ? '' : ` ${String(failed.length - 1)} more could not be added either.`;
  const named = first.message.includes(first.name) ? first.message : `“${first.name}”: ${first.message}`;
  return `${named}${more}`;
}
