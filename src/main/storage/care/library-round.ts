import { setImmediate as breath } from 'node:timers/promises';
import type { LibraryReport } from '../../../shared/app-state';
import type { ImageId } from '../../../shared/ids';
import { RequestError } from '../../../shared/result';
import type { Clock } from '../../core/ports';
import type { TaskProgress } from '../../core/tasks';
import type { PaidWork } from './jobs-of-images';
import type { Library } from '../library/library';
import { adoptFiles } from './library-rebuild';
import type { FileRecord, LibraryRecords } from '../library/library-records';
import type { FileColumns, Survey } from './library-scan';
import { namesOf } from './library-scan';
import type { LibraryWorker } from '../library/library-worker-line';
import type { LeftPlace } from './tidy-files';

/** What a round needs. */
export interface RoundPorts {
  readonly library: Pick<Library, 'state' | 'records' | 'told'>;
  readonly worker: Pick<LibraryWorker, 'ask'>;
  readonly clock: Clock;
  readonly paid: PaidWork;
  /** Whether files are coming in at this moment, whose records are still to be written. */
  readonly isImporting: () => boolean;
}

/** What a round through the folder found. */
export type RoundReport = Pick<LibraryReport, 'images' | 'missing' | 'moved' | 'altered' | 'found'> & {
  /** Of all that are missing, those that were not before. */
  readonly newlyMissing: number;
  /** Unknown files that were left for a later round. */
  readonly left: number;
  /** Of these, those that are to be looked at again as soon as they are old enough. */
  readonly young: number;
};

/** Runs the part that takes long in a library whose records were lost, so that the person sees it. */
export type Adopting = <T>(images: number, work: (progress: TaskProgress) => Promise<T>) => Promise<T>;

/** Records at one time: read, or written in one commit. */
const PAGE = 500;
const SEEN = 1000;
const DIGESTS = 20;
/** A file that another program wrote so lately may not be whole, or is ours and its record on its way. Milliseconds. */
export const YOUNG_MS = 5000;

/**
 * Looks through the folder of the library: what is missing, was renamed, changed or is new is brought into the records.
 * Must not run beside upkeep. Throws `unavailable` when the folder can't be read whole; nothing is changed then.
 */
export async function goRound(
  ports: RoundPorts,
  progress: TaskProgress,
  adopting: Adopting = (_, work) => work(progress),
): Promise<RoundReport> {
  const round = await begin(ports);
  const { survey } = round;
  progress.report({ total: survey.images, done: 0, detail: '' });
  await noteSeen(round);
  const altered = await lookAtOdd(round, progress);
  const unknown = { names: namesOf(survey.unknown), columns: survey.unknown };
  const moved = await findMoved(round, unknown);
  const missing = noteMissing(round, moved.ids);
  const { rest, young } = await settled(round, unknown, moved.files);
  const found = rest.length === 0 ? 0 : await adopting(rest.length, (shown) => adoptFiles(round, rest, shown));
  await takeTombstones(round);
  const left = unknown.names.length - moved.files.size - rest.length;
  return { images: survey.images, ...missing, moved: moved.ids.size, altered, found, left, young };
}

/** One round, as far as it is. */
export interface Round extends RoundPorts {
  readonly folder: string;
  readonly survey: Survey;
  /** Throws when another library is open now, or none. */
  readonly records: () => LibraryRecords;
}

async function begin(ports: RoundPorts): Promise<Round> {
  const { folder } = ports.library.state();
  const records = (): LibraryRecords => {
    if (ports.library.state().folder === folder) return ports.library.records();
    throw new RequestError('unavailable', 'Another library was opened meanwhile.', 'library');
  };
  const survey = await ports.worker.ask('surveyFiles', { folder });
  if (!survey.isWhole) {
    throw new RequestError('unavailable', 'The library folder could not be read whole. Check its disk.', 'library');
  }
  return { ...ports, folder, survey, records };
}

const ID_LENGTH = 24;

async function noteSeen(round: Round): Promise<void> {
  const { fresh, back } = round.survey;
  for (let from = 0; from < fresh.modified.length; from += SEEN) {
    const times = [...fresh.modified.subarray(from, from + SEEN)];
    const at = (place: number): ImageId => fresh.ids.slice(place * ID_LENGTH, (place + 1) * ID_LENGTH) as ImageId;
    round.records().seen(times.map((modifiedAt, place) => ({ id: at(from + place), modifiedAt })));
    await breath();
  }
  if (back.length === 0) return;
  round.records().setMissing(back, false);
  round.library.told({ ids: back });
}

/** Files with another size or time: most were only copied, some have other bytes. */
async function lookAtOdd(round: Round, progress: TaskProgress): Promise<number> {
  let altered = 0;
  for (const some of inPieces(round.survey.odd, DIGESTS)) {
    progress.signal.throwIfAborted();
    const files = some.map(({ file }) => file);
    const read = await round.worker.ask('readFiles', { folder: round.folder, files, isExact: true });
    const same: { id: ImageId; modifiedAt: number }[] = [];
    const changed: ImageId[] = [];
    for (const [place, record] of some.entries()) {
      const file = read[place];
      if (file?.kind === 'refused' && file.message !== '') progress.problem(changedBadly(file.message));
      if (file?.kind !== 'image' || round.records().get(record.id)?.file !== record.file) continue;
      if (file.stored.sha256 === record.sha256) same.push({ id: record.id, modifiedAt: file.modifiedAt });
      else changed.push(record.id);
      if (file.stored.sha256 !== record.sha256) round.records().alter(record.id, file.stored, file.modifiedAt);
    }
    round.records().seen(same);
    if (changed.length > 0) round.library.told({ pixels: changed });
    altered += changed.length;
  }
  return altered;
}

function changedBadly(sentence: string): string {
  return `Changed by another program: ${sentence}`;
}

interface Unknown {
  readonly names: readonly string[];
  readonly columns: FileColumns;
}

/** Files that are gone and lie somewhere else with the same bytes. */
async function findMoved(
  round: Round,
  { names, columns }: Unknown,
): Promise<{ readonly ids: ReadonlySet<ImageId>; readonly files: ReadonlySet<string> }> {
  const gone = new Map<string, FileRecord[]>();
  const sizes = new Set<number>();
  for (const record of round.survey.gone) {
    gone.set(record.sha256, [...(gone.get(record.sha256) ?? []), record]);
    sizes.add(record.bytes);
  }
  const [ids, files] = [new Set<ImageId>(), new Set<string>()];
  const places: LeftPlace[] = [];
  const candidates = names.flatMap((file, place) =>
    sizes.has(columns.bytes[place] ?? -1) ? [{ file, modifiedAt: columns.modified[place] ?? 0 }] : [],
  );
  for (const some of inPieces(candidates, DIGESTS)) {
    const input = { folder: round.folder, files: some.map(({ file }) => file) };
    const digests = await round.worker.ask('digestFiles', input);
    for (const [place, { file, modifiedAt }] of some.entries()) {
      const record = gone.get(digests[place] ?? '')?.pop();
      if (!record) continue;
      round.records().relocate(record.id, file, modifiedAt);
      const { id, bytes, sha256 } = record;
      places.push({ id, bytes, sha256, behind: record.file, file, onlyLinks: true });
      ids.add(id);
      files.add(file);
    }
  }
  if (ids.size > 0) {
    round.library.told({ ids: [...ids] });
    // The sidecars follow.
    await round.worker.ask('clearBehind', { folder: round.folder, places });
  }
  return { ids, files };
}

function noteMissing(round: Round, moved: ReadonlySet<ImageId>): Pick<RoundReport, 'missing' | 'newlyMissing'> {
  const gone = round.survey.gone.filter(
    // Purged or given another place since the look began.
    ({ id, file }) => !moved.has(id) && round.records().get(id)?.file === file,
  );
  const news = gone.filter(({ missing }) => !missing).map(({ id }) => id);
  if (news.length > 0) {
    round.records().setMissing(news, true);
    round.library.told({ ids: news });
  }
  return { missing: gone.length, newlyMissing: news.length };
}

/** Those of the other unknown files that are old enough, and that no record names by now. */
async function settled(
  round: Round,
  { names, columns }: Unknown,
  others: ReadonlySet<string>,
): Promise<{ readonly rest: readonly string[]; readonly young: number }> {
  if (names.length === 0) return { rest: [], young: 0 };
  if (round.isImporting()) return { rest: [], young: names.length - others.size };
  const now = round.clock.now();
  const isYoung = (place: number): boolean => Math.abs(now - (columns.modified[place] ?? 0)) < YOUNG_MS;
  const since = new Set<string>();
  for (let last = round.survey.last; ;) {
    const page = round.records().files(last, PAGE);
    for (const { file } of page) since.add(file);
    last = page.at(-1)?.seq ?? last;
    if (page.length < PAGE) break;
    await breath();
  }
  const isUnknown = (name: string): boolean => !since.has(name) && !others.has(name);
  const young = names.filter((name, place) => isYoung(place) && isUnknown(name)).length;
  return { rest: names.filter((name, place) => !isYoung(place) && isUnknown(name)), young };
}

/** After the files: one whose image is here is none any more. */
async function takeTombstones(round: Round): Promise<void> {
  for (let more = true; more;) {
    const found = await round.worker.ask('findTombstones', { folder: round.folder });
    const laid = round.records().tombstones.lay(found.tombstones);
    more = found.more && laid > 0;
  }
}

/** The list in pieces of that length, the last one shorter. */
export function* inPieces<T>(all: readonly T[], length: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += length) yield all.slice(from, from + length);
}
