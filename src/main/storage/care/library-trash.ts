import { rm, stat } from 'node:fs/promises';
import type { ImageId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import type { Log } from '../../core/ports';
import type { TaskProgress } from '../../core/tasks';
import { diskSentence } from '../images/image-files';
import { thumbnailName } from '../images/image-name';
import type { InsideFolder } from '../inside-folder';
import { insideFolder } from '../inside-folder';
import type { Library } from '../library/library';
import { sidecarName } from './sidecar';

/** What emptying the trash needs. */
export interface TrashPorts {
  readonly library: Pick<Library, 'state' | 'records' | 'told'>;
  readonly log: Log;
  /** Gives a file to the system's trash; false where there is none, or it takes no file from that disk. */
  readonly trashItem: (path: string) => Promise<boolean>;
}

/** Images that are forgotten in one commit. */
const BATCH = 20;

/**
 * Takes images for good that are in the trash now; others are left alone. File and sidecar go to the system's trash, or are
 * deleted where it takes none; only then the record goes. Resolves with how many went. Throws `unavailable`.
 */
export async function emptyTrash(
  ports: TrashPorts,
  ids: readonly ImageId[] | null,
  progress: TaskProgress,
): Promise<number> {
  const { folder } = ports.library.state();
  const inside = insideFolder(folder);
  const trashed = new Set(ports.library.records().trashed(null));
  const chosen = ids === null ? [...trashed] : ids.filter((id) => trashed.has(id));
  progress.report({ total: chosen.length, done: 0 });
  let gone = 0;
  for (let from = 0; from < chosen.length; from += BATCH) {
    if (progress.signal.aborted || ports.library.state().folder !== folder) break;
    const batch: ImageId[] = [];
    for (const id of chosen.slice(from, from + BATCH)) {
      const image = ports.library.records().get(id);
      // Taken out again a moment ago.
      if (image?.trashedAt == null) continue;
      if (await takeFiles(ports, inside, image, progress)) batch.push(id);
    }
    if (batch.length > 0) {
      ports.library.records().purge(batch);
      ports.library.told({ removed: batch, lists: true });
    }
    gone += batch.length;
    progress.report({ done: Math.min(chosen.length, from + BATCH) });
  }
  return gone;
}

/** False when the file could not be taken: its record stays, too. */
async function takeFiles(
  ports: TrashPorts,
  inside: InsideFolder,
  image: LibraryImage,
  progress: TaskProgress,
): Promise<boolean> {
  try {
    const isShared = ports.library
      .records()
      .withSha256(image.sha256)
      .some(({ id, file }) => id !== image.id && file === image.file);
    // Two records of one file: it is the other one's, too.
    if (!isShared) {
      await take(ports, await inside.path(image.file));
      await take(ports, await inside.path(sidecarName(image.file)));
    }
    // It stays with the tombstone.
    if (!ports.library.records().tombstones.isRelated(image.id)) {
      await rm(await inside.path(thumbnailName(image.id)), { force: true });
    }
    return true;
  } catch (error) {
    ports.log.warn('a file in the trash could not be deleted', { reason: String(error) });
    progress.problem(`“${image.title.slice(0, 60)}” was not deleted. ${diskSentence(error)}`);
    return false;
  }
}

async function take({ trashItem }: TrashPorts, path: string): Promise<void> {
  if ((await stat(path).catch(() => null)) === null) return;
  if (await trashItem(path).catch(() => false)) return;
  await rm(path, { force: true });
}
