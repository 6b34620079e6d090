import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import type { Problem } from '../../../shared/problem';
import type { Clock, Log, NewImage, SecureOutcome } from '../../core/ports';
import { MOST_PIXELS } from '../images/image-decoder';
import type { Expected, StoredFile } from '../images/image-files';
import { isInPlace } from '../images/image-files';
import { originalName } from '../images/image-name';
import type { LibraryFolder } from './library-folder';
import { isFolder } from './library-folder';
import type { LibraryPlace } from './library-place';
import { refusal, writableStore } from './library-writable';
import { letGo } from '../let-go';
import { createRecordLine } from './record-line';

/** An image whose file comes from the person, with what another program wrote into it of how it was made. */
export type FoundImage = NewImage & { readonly found?: { readonly madeWith: string; readonly text: string } };

/** Brings images into the library of the moment: file first, then its record. */
export interface LibrarySaving {
  /** See `ImageArchive.secure`; `maxBytes` is the most that it may weigh. */
  secure(
    image: NewImage,
    bytes: AsyncIterable<Uint8Array>,
    length: number | null,
    maxBytes: number,
  ): Promise<SecureOutcome>;
  /** See `Library.addFile`. */
  addFile(image: FoundImage, stored: StoredFile): Promise<SecureOutcome>;
  /** Resolves when nothing comes in, or after a second. */
  calm(): Promise<void>;
}

interface SavingPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly place: Pick<LibraryPlace, 'now' | 'current' | 'reopen'>;
  /** A record was written. */
  readonly saved: (id: ImageId) => void;
}

/** Longest that a thumbnail waits for files that come in. Milliseconds. */
const SHOWN_LATE = 1000;

/** Saving for one library. */
export function createLibrarySaving(ports: SavingPorts): LibrarySaving {
  const securing = new Map<ImageId, Promise<unknown>>();
  const records = createRecordLine(() => securing.size);

  /** The row of a file that is on disk and synced. */
  const record = async (target: LibraryFolder, image: FoundImage, stored: StoredFile): Promise<SecureOutcome> => {
    const store = writableStore(target);
    if (!store) return unavailable(refusal(target.state) ?? 'The library was closed.');
    const modifiedAt = await modified(target, stored);
    await records.put(store, { image: toRecord(image, stored), found: image.found?.text ?? null, modifiedAt });
    ports.saved(image.id);
    // As it is recorded: what a person gave it before is kept.
    return { kind: 'secured', image: store.get(image.id) ?? toRecord(image, stored) };
  };
  const store: LibrarySaving['secure'] = async (image, bytes, length, maxBytes) => {
    const target = ports.place.current();
    const no = refusal(target.state);
    if (no !== null) {
      await letGo(bytes);
      return unavailable(no);
    }
    const existing = target.store?.get(image.id);
    if (existing && (await isInPlace(target.path, existing.file, existing.bytes))) {
      await letGo(bytes);
      return { kind: 'secured', image: existing };
    }
    const nameOf: Expected['nameOf'] = (format, copy) => originalName(image, format, copy);
    const outcome = await target.write(bytes, { length, maxBytes, nameOf, earlierNames: earlierNames(image) });
    // The disk went away while in use: said at once, and looked for again at the next attempt.
    if (outcome.kind === 'failed' && ports.place.now === target && !isFolder(target.path)) ports.place.reopen();
    if (outcome.kind === 'rejected') return { kind: 'rejected', problem: problem('bad-media', outcome.message) };
    if (outcome.kind === 'failed') return unavailable(outcome.message);
    return record(target, image, outcome.stored);
  };
  const alone = async (id: ImageId, save: () => Promise<SecureOutcome>): Promise<SecureOutcome> => {
    // Twice the same image at once: the second waits and then finds it.
    await securing.get(id);
    const work = save().catch((error: unknown): SecureOutcome => {
      ports.log.error('securing an image failed', { error });
      // Records that are damaged, or whose disk was away for a moment, get no better by themselves.
      ports.place.reopen();
      return unavailable('The library could not record the image. Check its disk.');
    });
    securing.set(id, work);
    return work.finally(() => {
      if (securing.get(id) === work) securing.delete(id);
    });
  };
  return {
    secure: (image, ...rest) => alone(image.id, () => store(image, ...rest)),
    addFile: (image, stored) => alone(image.id, () => record(ports.place.now, image, stored)),
    calm: () => calm(ports.clock, securing),
  };
}

/** A crash before the record, and the rest of the journey in another time zone: its name has another date. */
function earlierNames(image: NewImage): Required<Expected>['earlierNames'] {
  return (format) => [-1, 1].map((days) => originalName(image, format, 1, days));
}

/** Saving goes before showing: a thumbnail waits while files come in, but a second at most. */
async function calm(clock: Clock, securing: ReadonlyMap<ImageId, Promise<unknown>>): Promise<void> {
  const stop = new AbortController();
  const until = clock.monotonic() + SHOWN_LATE;
  const patience = clock.sleep(SHOWN_LATE, stop.signal).catch(() => undefined);
  while (securing.size > 0 && clock.monotonic() < until) {
    await Promise.race([Promise.allSettled(securing.values()), patience]);
  }
  stop.abort();
}

/** Null when it can't be told: a scan looks at the bytes then. */
async function modified(place: LibraryFolder, stored: StoredFile): Promise<number | null> {
  try {
    return (await stat(join(place.path, ...stored.file.split('/')))).mtimeMs;
  } catch {
    return null;
  }
}

function toRecord(image: FoundImage, { file, bytes, sha256, format, width, height }: StoredFile): LibraryImage {
  const { id, kind, createdAt, title, recipe, origin } = image;
  return {
    ...{ id, kind, createdAt, title, recipe, origin, file, bytes, sha256, format, width, height },
    // Not even tried where decoding it would take gigabytes.
    displayable: width * height <= MOST_PIXELS,
    ...{ stars: 0, flag: null, favourite: false, tags: [], note: '', trashedAt: null, missing: false },
    madeWith: image.found?.madeWith ?? null,
  };
}

function unavailable(message: string): SecureOutcome {
  return { kind: 'unavailable', problem: problem('disk', message) };
}

function problem(code: Problem['code'], message: string): Problem {
  return { code, message, httpStatus: null };
}
