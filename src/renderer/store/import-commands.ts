import type { ImageId } from '../../shared/ids';
import type { ImportOutcome } from '../../shared/app-state';
import type { Result } from '../../shared/result';
import { imageCount } from '../ui/format';
import type { CommandPorts } from './commands';
import { addSources } from './draft-sources';
import { takeLists } from './list-commands';
import { addNotice } from './notice-commands';
import { isPromptList } from './prompt-list';

/** What a drop of files is for: an edit that starts with them, an edit that gets them too, or the library alone. */
export type DropPurpose = 'edit' | 'add-sources' | 'library';

/** What brings images of the person's own into the library. */
export function importCommands(ports: CommandPorts) {
  const { bridge, store } = ports;

  function report(result: Result<readonly ImportOutcome[]>, purpose: DropPurpose): readonly ImageId[] {
    const { say } = store.getState();
    if (!result.ok) {
      if (result.error.code !== 'cancelled') addNotice(store, result.error.message);
      return [];
    }
    const taken = result.data.filter((outcome) => outcome.ok);
    const failed = result.data.filter((outcome) => !outcome.ok);
    if (failed.length > 0) addNotice(store, failureSentence(failed));
    if (taken.length > 0 && purpose === 'library') say(takenWords(taken));
    return [...new Set(taken.map(({ imageId }) => imageId))];
  }

  function take(ids: readonly ImageId[], purpose: DropPurpose): void {
    if (ids.length > 0 && purpose !== 'library') addSources(ports, ids, purpose === 'edit');
  }

  return {
    /** Imports files that were dropped, pasted or chosen here, then uses them as that meant. */
    async importFiles(files: readonly File[], purpose: DropPurpose): Promise<void> {
      // A text that is handed to the composer is a list of prompts; in the library it is said to be no picture.
      const lists = purpose === 'add-sources' ? files.filter(isPromptList) : [];
      const pictures = files.filter((file) => !lists.includes(file));
      if (pictures.length > 0) take(report(await bridge.importFiles(pictures), purpose), purpose);
      await takeLists(ports, lists);
    },

    /** Lets the person choose files, or a folder with all in it, in a native dialog and adds them to the library. */
    async importDialog(purpose: DropPurpose, what: 'files' | 'folder' = 'files'): Promise<void> {
      const result = await bridge.request('library.importDialog', { what });
      take(report(result, purpose), purpose === 'edit' ? 'add-sources' : purpose);
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

function failureSentence(failed: readonly { readonly name: string; readonly message: string }[]): string {
  const first = failed[0];
  if (!first) return '';
  const more = failed.length === 1 ? '' : ` ${String(failed.length - 1)} more could not be added either.`;
  const named = first.message.includes(first.name) ? first.message : `“${first.name}”: ${first.message}`;
  return `${named}${more}`;
}
