import { createHash, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { z } from 'zod';
import { CollectionId, ImageId } from '../../../shared/ids';
import { Flag, LibraryImage, Origin, Tag } from '../../../shared/image';
import { Recipe } from '../../../shared/recipe';
import { errorCode } from '../durable';

/** What lies beside each original, as `NAME.jpg.json`: all that the library knows of the image and the file doesn't say. */
export interface SidecarRecord {
  readonly image: LibraryImage;
  readonly collections: readonly { readonly id: CollectionId; readonly name: string }[];
  /** What another program wrote into the file of how it was made. */
  readonly found: string | null;
  /** Rises with each change of the record: of two sidecars of one image the greater is the newer. */
  readonly ticket: number;
}

/** A sidecar as read. A part that makes no sense reads as if it had not been there. */
export type Sidecar = Readonly<z.infer<typeof SidecarText>>;

const VERSION = 1;
/** Larger ones are none of ours: the longest prompt, note and found text are a quarter of it. Bytes. */
const MOST_BYTES = 4 * 1024 * 1024;

const Milliseconds = z.number().nonnegative().max(8.64e15);
const SidecarText = z.object({
  /** The version of this format. A later one may say more. */
  easel: z.int().min(1),
  id: ImageId,
  kind: LibraryImage.shape.kind,
  createdAt: Milliseconds.nullable().catch(null),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .catch(null),
  bytes: z.int().nonnegative().nullable().catch(null),
  /** Of the image file when its bytes were known to be these. */
  modifiedAt: Milliseconds.nullable().catch(null),
  width: z.int().nonnegative().nullable().catch(null),
  height: z.int().nonnegative().nullable().catch(null),
  displayable: z.boolean().catch(true),
  title: z.string().max(100_000).nullable().catch(null),
  recipe: Recipe.nullable().catch(null),
  origin: Origin.nullable().catch(null),
  stars: LibraryImage.shape.stars.catch(0),
  flag: Flag.nullable().catch(null),
  favourite: z.boolean().catch(false),
  tags: z.array(Tag).max(200).catch([]),
  note: LibraryImage.shape.note.catch(''),
  trashedAt: Milliseconds.nullable().catch(null),
  madeWith: z.string().max(300).nullable().catch(null),
  collections: z
    .array(z.object({ id: CollectionId, name: z.string().trim().min(1).max(100) }))
    .max(10_000)
    .catch([]),
  found: z.string().max(1_000_000).nullable().catch(null),
  ticket: z.number().catch(0),
});

/** Names that a file system takes. Bytes. */
const LONGEST_NAME = 255;

/** The name of the sidecar of an image file, both below the library folder. */
export function sidecarName(file: string): string {
  const name = `${posix.basename(file)}.json`;
  if (Buffer.byteLength(name) <= LONGEST_NAME) return `${file}.json`;
  return posix.join(posix.dirname(file), `${createHash('sha256').update(name).digest('hex')}.json`);
}

/** What a sidecar says, or null when the text is none of ours. Never throws. */
export function parseSidecar(text: string): Sidecar | null {
  try {
    return SidecarText.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The sidecar at the path; `none` when there is no such file, `foreign` when it is none of ours. Throws the disk's error. */
export async function readSidecar(path: string): Promise<Sidecar | 'none' | 'foreign'> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > MOST_BYTES) return 'foreign';
    return parseSidecar(await readFile(path, 'utf8')) ?? 'foreign';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'none';
    throw error;
  }
}

/**
 * Writes the sidecar at the path, whole or not at all, and synced. What a later Easel or another program added to it stays;
 * a file of that name that is none of ours is kept beside it. Throws the disk's error.
 */
export async function writeSidecar(path: string, record: SidecarRecord, modifiedAt: number | null): Promise<void> {
  const before = await beforeAt(path, record.image.id);
  const content = { ...before, ...fieldsOf(record, modifiedAt), easel: before['easel'] ?? VERSION };
  // As after a rebuild, for all of them.
  if (JSON.stringify({ ...content, ticket: 0 }) === JSON.stringify({ ...before, ticket: 0 })) return;
  const part = join(dirname(path), `.easel-${randomBytes(6).toString('hex')}.part`);
  try {
    const handle = await open(part, 'wx', 0o644);
    try {
      await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

const AnyObject = z.record(z.string(), z.unknown());

/** The fields of the sidecar that is there; one that is none of ours, or of another image, makes room. */
async function beforeAt(path: string, id: ImageId): Promise<Readonly<Record<string, unknown>>> {
  const sidecar = await readSidecar(path);
  if (sidecar === 'none') return {};
  if (sidecar === 'foreign' || sidecar.id !== id) {
    await rename(path, `${path}.kept-${randomBytes(3).toString('hex')}`);
    return {};
  }
  return AnyObject.parse(JSON.parse(await readFile(path, 'utf8')));
}

function fieldsOf({ image, collections, found, ticket }: SidecarRecord, modifiedAt: number | null): object {
  const { id, kind, createdAt, title, recipe, origin, stars, flag, favourite, tags, note, trashedAt, madeWith } = image;
  const { sha256, bytes, width, height, displayable } = image;
  return {
    ...{ easel: VERSION, id, kind, createdAt, title, recipe, origin },
    ...{ stars, flag, favourite, tags, note, collections, trashedAt, madeWith, found },
    ...{ width, height, displayable, bytes, sha256, modifiedAt, ticket },
  };
}
