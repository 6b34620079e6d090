import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { idText } from '../shared/id-text';
import { ImageId } from '../shared/ids';
import type { LibraryImage } from '../shared/image';
import type { NewImage, SecureOutcome } from './core/ports';
import { diskSentence, isInPlace } from './storage/images/image-files';
import { originalName } from './storage/images/image-name';
import { placePart } from './storage/images/image-place';
import { importName } from './storage/import/import-check';
import type { Copied, ImportSource } from './storage/import/import-copy';
import type { Library } from './storage/library/library';
import { refusal } from './storage/library/library-writable';
import { newImageOf } from './storage/library/tombstones';

/** What the intake stands on. */
export interface IntakePorts {
  readonly library: Pick<Library, 'state' | 'records' | 'addFile' | 'organise' | 'told'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A source as it came from the thread; `known` is in the library by its bytes and was not copied. */
export interface Arrival {
  readonly source: ImportSource;
  readonly copied: Copied | { readonly kind: 'known'; readonly image: LibraryImage };
}

/** What became of it. */
export type Settled =
  | { readonly kind: 'in'; readonly imageId: ImageId; readonly existed: boolean }
  | { readonly kind: 'refused'; readonly message: string; readonly foreign: boolean };

/** The last step of one import: copies get a place and a record, or go away where their bytes are known. */
export interface Intake {
  /** Of the library that it takes in for. */
  readonly folder: string;
  /** The image with these bytes whose file is in its place, or null. */
  known(sha256: string): Promise<LibraryImage | null>;
  /** One outcome each, in their order. Never rejects. Not to be called while another intake of the library settles. */
  settle(arrivals: readonly Arrival[]): Promise<readonly Settled[]>;
  /** Why nothing more can be taken in, as one sentence, or null. */
  ended(): string | null;
  /** Takes known images out of the trash, as one step of the history. Never rejects. */
  finish(): void;
}

/** A copy that is whole and synced. */
type Whole = Extract<Copied, { kind: 'copied' }>;

/** An intake into the library that is open now; another one that is opened meanwhile ends it. */
export function createIntake({ library, now }: IntakePorts): Intake {
  const { folder } = library.state();
  const inTrash = new Set<ImageId>();
  let reason: string | null = null;
  let last = 0;

  const ended = (): string | null => {
    const state = library.state();
    if (state.folder !== folder) reason ??= 'Another library was opened meanwhile.';
    return reason ?? refusal(state);
  };
  const withBytes = (sha256: string): LibraryImage | undefined => {
    const images = library.records().withSha256(sha256);
    return images.find(({ trashedAt }) => trashedAt === null) ?? images[0];
  };
  /** Always the same for the same bytes, so that a second try after a crash finds the first one's file. */
  const freeId = (sha256: string): ImageId => {
    for (let n = 0; ; n += 1) {
      const digest = createHash('sha256')
        .update(`${sha256}/import/${String(n)}`)
        .digest();
      const id = ImageId.parse(`img_${idText(digest)}`);
      const records = library.records();
      // Taken by an image that another program changed since, or its image was forgotten and is not to be known again.
      if (!records.get(id) && !records.tombstones.isMeant(id)) return id;
    }
  };
  const place = (image: Parameters<typeof originalName>[0], { part, written }: Whole): Promise<string> =>
    placePart({ folder, part }, written.sha256, (copy) => originalName(image, written.format, copy));
  /** The same bytes, whose file was lost, are back. */
  const heal = async (image: LibraryImage, name: string, copy: Whole): Promise<void> => {
    const file = await place({ ...image, title: importName(name).title }, copy);
    const { mtimeMs } = await stat(join(folder, ...file.split('/')));
    library.records().relocate(image.id, file, mtimeMs);
    library.told({ ids: [image.id], pixels: [image.id] });
  };
  /** Without a record the file would be nobody's; where that can't be told it stays, and a look at the folder finds it. */
  const withdraw = async (id: ImageId, file: string): Promise<void> => {
    try {
      if (!library.records().get(id)) await rm(join(folder, ...file.split('/')), { force: true });
    } catch {
      // Nobody's file does no harm; a record without its file would.
    }
  };
  const add = async (name: string, copy: Whole): Promise<Settled> => {
    // The order of the files is that of their times.
    const createdAt = (last = Math.max(now(), last + 1));
    const gone = library.records().tombstones.withSha256(copy.written.sha256);
    const image = gone === null ? newImage(freeId(copy.written.sha256), createdAt, name) : newImageOf(gone);
    const { id } = image;
    const file = await place(image, copy);
    // A file that a killed import had left was taken in by a look at the folder meanwhile: it needs no second record.
    const adopted = ended() === null ? library.records().withSha256(copy.written.sha256) : [];
    const theirs = adopted.find((other) => other.file === file);
    if (theirs) return { kind: 'in', imageId: theirs.id, existed: true };
    const no = ended();
    const outcome: SecureOutcome | string =
      no ??
      (await library.addFile(
        { ...image, ...(gone === null && copy.found && { found: copy.found }) },
        { file, ...copy.written },
      ));
    if (typeof outcome !== 'string' && outcome.kind === 'secured') return { kind: 'in', imageId: id, existed: false };
    await withdraw(id, file);
    reason ??= typeof outcome === 'string' ? outcome : outcome.problem.message;
    return refused(name, reason);
  };
  const settleOne = async ({ source: { name }, copied }: Arrival): Promise<Settled> => {
    if (copied.kind === 'refused') return copied;
    if (copied.kind === 'failed') reason ??= copied.message;
    const no = ended();
    if (no !== null || copied.kind === 'failed') return refused(name, no ?? '');
    const image = copied.kind === 'known' ? copied.image : withBytes(copied.written.sha256);
    if (!image) return copied.kind === 'known' ? refused(name, '') : add(name, copied);
    const isLost = copied.kind === 'copied' && !(await isInPlace(folder, image.file, image.bytes));
    if (isLost) await heal(image, name, copied);
    if (image.trashedAt !== null) inTrash.add(image.id);
    return { kind: 'in', imageId: image.id, existed: true };
  };
  const settle = async (arrival: Arrival): Promise<Settled> => {
    try {
      return await settleOne(arrival);
    } catch (error) {
      reason ??= diskSentence(error);
      return refused(arrival.source.name, reason);
    } finally {
      const { copied } = arrival;
      if (copied.kind === 'copied') await rm(copied.part, { force: true }).catch(() => undefined);
    }
  };
  return {
    folder,
    ended,
    known: async (sha256) => {
      const image = ended() === null ? withBytes(sha256) : undefined;
      return image && (await isInPlace(folder, image.file, image.bytes)) ? image : null;
    },
    settle: (arrivals) => inOrderOfBytes(arrivals, settle),
    finish: () => {
      if (inTrash.size > 0 && ended() === null) library.organise([...inTrash], { kind: 'restore' });
    },
  };
}

function newImage(id: ImageId, createdAt: number, name: string): NewImage {
  return { id, createdAt, title: importName(name).title, kind: 'imported', recipe: null, origin: null };
}

/** Why a file was not taken that has no fault itself. */
export function refused(name: string, why: string): Settled {
  return { kind: 'refused', message: `“${name}” was not imported. ${why}`.trim(), foreign: false };
}

/** All at once, but those with the same bytes one after the other: the second then finds the first. */
async function inOrderOfBytes(
  arrivals: readonly Arrival[],
  settle: (arrival: Arrival) => Promise<Settled>,
): Promise<readonly Settled[]> {
  const before = new Map<string, Promise<Settled>>();
  return Promise.all(
    arrivals.map((arrival) => {
      if (arrival.copied.kind !== 'copied') return settle(arrival);
      const { sha256 } = arrival.copied.written;
      const earlier = before.get(sha256);
      const settled = earlier ? earlier.then(() => settle(arrival)) : settle(arrival);
      before.set(sha256, settled);
      return settled;
    }),
  );
}
