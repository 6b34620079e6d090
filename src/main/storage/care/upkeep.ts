import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ImageId } from '../../../shared/ids';
import { CollectionId, SmartId } from '../../../shared/ids';
import type { SmartCollection } from '../../../shared/library';
import { SavedQuery } from '../../../shared/library-query';
import type { Log } from '../../core/ports';
import { errorCode } from '../durable';
import type { Library } from '../library/library';
import type { LibraryRecords, UntidyRecord } from '../library/library-records';
import type { LibraryWorker } from '../library/library-worker-line';
import type { LeftPlace, TidyOutcome } from './tidy-files';

/** What upkeep needs. */
export interface UpkeepPorts {
  readonly library: Pick<Library, 'state' | 'records' | 'lists' | 'told'>;
  readonly worker: Pick<LibraryWorker, 'ask'>;
  readonly log: Log;
  readonly notify: (message: string) => void;
}

/** Brings files, sidecars and `library.json` to what the records say. */
export interface Upkeep {
  /** Works off what is behind. Resolves with how many images could not be brought there, to be tried again later. */
  run(signal: AbortSignal): Promise<number>;
}

/** Images in one step: small, so that what a person does is never far behind. */
const BATCH = 32;
const SAID: Readonly<Record<string, string>> = {
  ENOSPC:
    'The disk of the library is full: what you change is safe in the records, and is written beside the images once there is room.',
  EDQUOT:
    'Your share of the library’s disk is used up: what you change is safe in the records, and is written beside the images once there is room.',
  EASEL_OUTSIDE: 'A folder inside the library leads out of it. Easel changes nothing there.',
};
const NOT_WRITTEN =
  'Some notes beside the images could not be written. What you change is safe in the records, and they are tried again.';

/** Upkeep of the library of the moment. */
export function createUpkeep(ports: UpkeepPorts): Upkeep {
  const { library, worker } = ports;
  let saidLists: string | null = null;
  let complained = false;

  const folder = (): string | null => {
    const state = library.state();
    return state.status === 'open' && state.readOnly === null ? state.folder : null;
  };
  const complain = (codes: readonly string[]): void => {
    ports.log.warn('sidecars could not be written', { codes: [...new Set(codes)] });
    // Said once until all is well again.
    if (!complained) ports.notify(SAID[codes[0] ?? ''] ?? NOT_WRITTEN);
    complained = true;
  };
  const batch = async (place: string, records: readonly UntidyRecord[]): Promise<readonly TidyOutcome[]> => {
    const outcomes = await worker.ask('tidyFiles', { folder: place, records });
    // Another library may be open by now.
    if (folder() !== place) return [];
    const done = outcomes.filter((outcome) => outcome.ok);
    library.records().tidiedAll(done);
    const images = new Map(records.map(({ image }) => [image.id, image]));
    const places = done.flatMap(({ id, behind, file }): readonly LeftPlace[] => {
      const image = images.get(id);
      return image && behind !== null
        ? [{ id, behind, file, bytes: image.bytes, sha256: image.sha256, onlyLinks: false }]
        : [];
    });
    if (places.length > 0) {
      library.told({ ids: places.map(({ id }) => id) });
      await worker.ask('clearBehind', { folder: place, places });
    }
    return outcomes;
  };
  const writeLists = async (place: string): Promise<void> => {
    const { collections, smart } = library.lists();
    const text = listsText(collections, smart);
    const key = `${place}\n${text}`;
    if (key === saidLists) return;
    await writeFile(join(place, 'library.json.part'), text, { flush: true });
    await rename(join(place, 'library.json.part'), join(place, 'library.json'));
    saidLists = key;
  };
  const writeListsOrLater = async (place: string): Promise<string[]> => {
    try {
      await writeLists(place);
      return [];
    } catch (error) {
      return [error instanceof Error && 'code' in error ? String(error.code) : ''];
    }
  };

  /** Records that were begun anew have neither lists nor a history: theirs are in the file. */
  const takeLists = async (place: string): Promise<void> => {
    const { collections, smart, undo, redo } = library.lists();
    if (collections.length + smart.length > 0 || undo !== null || redo !== null) return;
    const lists = await readLists(place);
    if (lists === null || lists.collections.length + lists.smart.length === 0 || folder() !== place) return;
    library.records().rebuildLists(lists);
    library.told({ lists: true });
  };

  /** Resolves with why some could not be brought there. */
  const keepTombstones = async (place: string, signal: AbortSignal): Promise<readonly string[]> => {
    while (!signal.aborted && folder() === place) {
      const chores = library.records().tombstones.chores(BATCH);
      if (chores.length === 0) break;
      const { done, codes } = await worker.ask('keepTombstones', { folder: place, chores });
      if (folder() !== place) break;
      library.records().tombstones.done(done);
      if (codes.length > 0) return codes;
    }
    return [];
  };

  return {
    run: async (signal) => {
      const failed = new Set<ImageId>();
      const place = folder();
      if (place === null) return 0;
      await takeLists(place);
      const codes = await writeListsOrLater(place);
      while (!signal.aborted && folder() === place) {
        const waiting = nextOf(library.records(), failed);
        if (waiting.length === 0) break;
        const outcomes = await batch(place, waiting);
        for (const outcome of outcomes) {
          if (outcome.ok) continue;
          failed.add(outcome.id);
          codes.push(outcome.code);
        }
      }
      codes.push(...(await keepTombstones(place, signal)));
      if (codes.length > 0) complain(codes);
      else complained = false;
      return failed.size + (codes.length > failed.size ? 1 : 0);
    },
  };
}

/** The next ones that were not tried in this run. */
function nextOf(records: LibraryRecords, failed: ReadonlySet<ImageId>): readonly UntidyRecord[] {
  return records.untidy(BATCH + failed.size).filter(({ image }) => !failed.has(image.id));
}

const Lists = z.object({
  collections: z
    .array(
      z
        .object({ id: CollectionId, name: z.string().trim().min(1).max(100) })
        .nullable()
        .catch(null),
    )
    .catch([]),
  smart: z
    .array(
      z
        .object({ id: SmartId, name: z.string().trim().min(1).max(100), query: SavedQuery })
        .nullable()
        .catch(null),
    )
    .catch([]),
});

function listsText(
  collections: readonly { readonly id: CollectionId; readonly name: string }[],
  smart: readonly SmartCollection[],
): string {
  const lists = {
    easel: 1,
    collections: collections.map(({ id, name }) => ({ id, name })),
    smart: smart.map(({ id, name, query }) => ({ id, name, query })),
  };
  return `${JSON.stringify(lists, null, 2)}\n`;
}

/**
 * What `library.json` keeps; null without a readable one. What makes no sense in it is passed over; one that can't be read
 * at all is set aside, since it is about to be written anew and smart collections have no other copy.
 */
async function readLists(folder: string): Promise<Parameters<LibraryRecords['rebuildLists']>[0] | null> {
  const file = join(folder, 'library.json');
  try {
    const lists = Lists.parse(JSON.parse(await readFile(file, 'utf8')));
    const there = <T>(each: T | null): each is T => each !== null;
    return { collections: lists.collections.filter(there), smart: lists.smart.filter(there) };
  } catch (error) {
    if (errorCode(error) === '') await rename(file, `${file}.unreadable`).catch(() => undefined);
    return null;
  }
}
