import { setImmediate as breath } from 'node:timers/promises';
import type { ImageId } from '../../../shared/ids';
import type { LibraryImage } from '../../../shared/image';
import type { TaskProgress } from '../../core/tasks';
import type { StoredFile } from '../images/image-files';
import type { ReadFile } from './library-adopt';
import { idEnding, recordOf } from './library-adopt';
import type { RebuiltRecord } from '../library/library-records';
import type { Round } from './library-round';
import { inPieces } from './library-round';
import { newImageOf } from '../library/tombstones';
import type { LeftPlace } from './tidy-files';
import { placeOf } from './tidy-files';

/** Files that are read together, and records that are written in one commit. */
const BATCH = 50;

/** Brings unknown files into the records: as their sidecars say, as the jobs that made them, or as imported in place. */
export async function adoptFiles(round: Round, names: readonly string[], progress: TaskProgress): Promise<number> {
  const tickets = new Map<ImageId, number>();
  // Without sidecars: what has one may turn out to be the same.
  const plain: ReadImage[] = [];
  let [done, found] = [0, 0];
  progress.report({ total: names.length, done });
  for (const files of inPieces(names, BATCH)) {
    progress.signal.throwIfAborted();
    const read = await round.worker.ask('readFiles', { folder: round.folder, files, isExact: false });
    for (const file of read) if (file.kind === 'refused' && file.message !== '') progress.problem(file.message);
    const images = read.filter((file) => file.kind === 'image');
    plain.push(...images.filter(({ sidecar }) => sidecar === null));
    found += await adoptBatch(
      round,
      images.filter(({ sidecar }) => sidecar !== null),
      tickets,
    );
    done += files.length;
    progress.report({ done, detail: files.at(-1) ?? '' });
  }
  for (const images of inPieces(plain, BATCH)) {
    progress.signal.throwIfAborted();
    found += await adoptBatch(round, images, tickets);
  }
  return found;
}

type ReadImage = Extract<ReadFile, { kind: 'image' }>;

/** `tickets` are those of the sidecars that were adopted in this round. */
async function adoptBatch(round: Round, images: readonly ReadImage[], tickets: Map<ImageId, number>): Promise<number> {
  const endings = images.flatMap(({ stored, sidecar }) => (sidecar === null ? (idEnding(stored.file) ?? []) : []));
  const made =
    endings.length === 0
      ? new Map<string, never>()
      : await round.worker.ask('imagesByEnding', { paid: round.paid, endings });
  const records = round.records();
  const batch = new Map<ImageId, RebuiltRecord>();
  const behind: LeftPlace[] = [];
  const collections = new Map<string, { readonly id: RebuiltRecord['collections'][number]; readonly name: string }>();
  for (const image of images) {
    const record = placeFor(
      round,
      image,
      { batch, tickets, behind },
      made.get(idEnding(image.stored.file) ?? '') ?? null,
    );
    if (record === null) continue;
    batch.set(record.image.id, record);
    if (image.sidecar) tickets.set(record.image.id, image.sidecar.ticket);
    for (const each of image.sidecar?.collections ?? []) collections.set(each.id, each);
  }
  if (batch.size > 0) {
    records.rebuildLists({ collections: [...collections.values()], smart: [] });
    records.rebuild([...batch.values()]);
    round.library.told({ ids: [...batch.keys()], lists: true });
  }
  if (behind.length > 0) await round.worker.ask('clearBehind', { folder: round.folder, places: behind });
  await breath();
  return batch.size;
}

interface Taken {
  readonly batch: ReadonlyMap<ImageId, RebuiltRecord>;
  readonly tickets: ReadonlyMap<ImageId, number>;
  /** Gathers places that a crash left behind when an image was given another. */
  readonly behind: LeftPlace[];
}

/** The record that a file is to have; null for one that is only a copy of what is there. */
function placeFor(
  round: Round,
  read: ReadImage,
  { batch, tickets, behind }: Taken,
  made: Parameters<typeof recordOf>[1],
): RebuiltRecord | null {
  const { stored, sidecar } = read;
  const now = round.clock.now();
  const known = made ?? (sidecar === null ? round.records().tombstones.withSha256(stored.sha256) : null);
  const record = recordOf(read, known && newImageOf(known), now);
  const { id } = record.image;
  const there = batch.get(id)?.image ?? round.records().get(id) ?? sameAs(round, stored, batch, sidecar ?? known);
  if (!there) return record;
  if (there.missing) return { ...record, image: { ...record.image, ...keptOf(there) }, tidy: false };
  if (there.sha256 !== stored.sha256) {
    // Somebody gave it the name or the sidecar of another image: it is one of its own.
    return recordOf({ ...read, sidecar: null }, null, now);
  }
  // It got its record since the look began.
  if (there.file === stored.file) return null;
  const isTwin = placeOf(there.file, true) === placeOf(stored.file, true);
  if (!isTwin) return null;
  const isNewer = (sidecar?.ticket ?? -1) > (tickets.get(id) ?? Infinity);
  const [kept, left] = isNewer ? [stored.file, there.file] : [there.file, stored.file];
  behind.push({ id: there.id, behind: left, file: kept, bytes: stored.bytes, sha256: stored.sha256, onlyLinks: true });
  return isNewer ? record : null;
}

/** What the person gave an image whose file comes back with other bytes. */
function keptOf(there: RebuiltRecord['image']): Partial<RebuiltRecord['image']> {
  const { stars, flag, favourite, tags, note, createdAt, title } = there;
  return { stars, flag, favourite, tags, note, createdAt, title };
}

/** The image that a file without a name of its own is a copy of. */
function sameAs(
  round: Round,
  { sha256 }: StoredFile,
  batch: Taken['batch'],
  known: object | null,
): LibraryImage | undefined {
  if (known !== null) return undefined;
  const there = [...batch.values()].map(({ image }) => image).filter((image) => image.sha256 === sha256);
  return [...there, ...round.records().withSha256(sha256)].find(({ missing }) => !missing);
}
