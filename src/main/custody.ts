import type { ImageId } from '../shared/ids';
import type { LibraryState } from '../shared/app-state';
import { RequestError } from '../shared/result';
import type { Desk } from './platform/desk';
import type { Library } from './storage/library/library';
import type { LibraryCare } from './storage/care/library-care';

/** What custody joins. */
export interface CustodyPorts {
  readonly library: Pick<Library, 'state' | 'open' | 'records' | 'told'>;
  readonly care: Pick<LibraryCare, 'emptyTrash' | 'move' | 'rebuild' | 'restore' | 'takeOver'>;
  readonly desk: Pick<Desk, 'chooseFolder' | 'chooseNewHome' | 'confirm'>;
  /** The library was set from outside for this run. */
  readonly fixed: boolean;
  /** Makes the folder the one that the next start opens. */
  readonly moved: (folder: string) => void;
  /** What a network drive or a cloud service's folder means for a library there, in a sentence, or null. */
  readonly warningOf: (folder: string) => string | null;
}

/**
 * What is done to a library as a whole. Each asks a person in a native dialog first and throws `cancelled` when they say
 * no, `unavailable` when it can't be done.
 */
export interface Custody {
  /** Moves on to the library in a chosen folder; the old one stays as it is. */
  choose(): Promise<LibraryState>;
  /** Moves every file to a chosen folder. */
  move(): Promise<LibraryState>;
  takeOver(): Promise<LibraryState>;
  restore(name: string): Promise<LibraryState>;
  rebuild(): Promise<LibraryState>;
  /** Null empties all of it. */
  emptyTrash(ids: readonly ImageId[] | null): Promise<{ readonly count: number }>;
  /** See `library.forget`. */
  forget(id: ImageId): Promise<void>;
}

/** Custody over the library of the moment. */
export function createCustody(ports: CustodyPorts): Custody {
  const { library, care, desk } = ports;

  const assertOurs = (): void => {
    if (!ports.fixed) return;
    const sentence = 'The library was set from outside for this run and can’t be changed here.';
    throw new RequestError('invalid', sentence, 'library');
  };
  /** Null when the person thought better of it. */
  const warned = async (folder: string | null): Promise<string | null> => {
    const warning = folder === null ? null : ports.warningOf(folder);
    if (warning === null) return folder;
    const question = { message: 'Keep the library there?', detail: warning, action: 'Keep it there' };
    return (await desk.confirm(question)) ? folder : null;
  };
  const confirmed = async (message: string, detail: string, action: string): Promise<void> => {
    if (!(await desk.confirm({ message, detail, action }))) throw cancelled('Nothing was changed.');
  };

  return {
    async choose() {
      assertOurs();
      const folder = await warned(await desk.chooseFolder(library.state().folder));
      if (folder === null) throw cancelled('The library was not changed.');
      const state = library.open(folder);
      if (state.status === 'unavailable') throw new RequestError('unavailable', state.message, 'library');
      ports.moved(folder);
      return state;
    },
    async move() {
      assertOurs();
      const folder = await warned(await desk.chooseNewHome(library.state().folder));
      if (folder === null) throw cancelled('The library was not moved.');
      return care.move(folder);
    },
    async takeOver() {
      await confirmed(
        'Use the library here?',
        'Another Easel held it and seems to be gone. If it still runs on another computer, close it there first: two at a time can damage the records.',
        'Use it here',
      );
      return care.takeOver();
    },
    async restore(name) {
      await confirmed(
        'Restore the records of that time?',
        'Stars, tags, notes and collections become what they were. Image files stay as they are, and the records of this moment are backed up first.',
        'Restore',
      );
      return care.restore(name);
    },
    async rebuild() {
      await confirmed(
        'Rebuild the records?',
        'They are made anew from the image files, the notes beside them and the receipts. The old records are kept aside.',
        'Rebuild',
      );
      return care.rebuild();
    },
    async emptyTrash(ids) {
      const chosen = ids ?? library.records().trashed(null);
      const count = chosen.length;
      if (count === 0) return { count };
      const { tombstones } = library.records();
      const isRelated = chosen.some((id) => tombstones.isRelated(id));
      const images = count === 1 ? 'image' : 'images';
      await confirmed(
        `Delete ${count.toLocaleString('en')} ${images} for good?`,
        isRelated ? `${FOR_GOOD} ${KEPT_OF_KIN}` : FOR_GOOD,
        'Delete',
      );
      return { count: await care.emptyTrash(ids) };
    },
    async forget(id) {
      library.records();
      await confirmed('Forget this image?', FORGOTTEN, 'Forget');
      const relatives = library.records().tombstones.forget(id);
      if (relatives === null) throw new RequestError('not-found', 'Nothing is kept of this image any more.', 'library');
      library.told({ ids: relatives, lists: true });
    },
  };
}

const FOR_GOOD =
  'Files go to the system’s trash where there is one; elsewhere they are deleted. Easel can’t bring them back: the model can’t make the same image again.';
const KEPT_OF_KIN =
  'Of images that others were made from, or that were made from others, the prompt and a small picture stay in the lineage for as long as one of their family is in the library.';

const FORGOTTEN =
  'Its prompt and its small picture leave the library for good, and its bytes are not known again if they come back. Where it joins others a nameless place stays between them. Receipts, the prompt history and backups made before keep what they have.';

function cancelled(sentence: string): RequestError {
  return new RequestError('cancelled', sentence, 'library');
}
