import type { ImportOutcome } from '../shared/app-state';
import { RequestError } from '../shared/result';
import type { TaskProgress, Tasks } from './core/tasks';
import type { Arrival, Intake, IntakePorts, Settled } from './import-intake';
import { createIntake, refused } from './import-intake';
import type { Desk } from './platform/desk';
import { importName } from './storage/import/import-check';
import type { ImportSource } from './storage/import/import-copy';
import type { Level } from './storage/import/import-scan';
import type { LibraryWorker } from './storage/library/library-worker-line';
import { refusal } from './storage/library/library-writable';

/** What imports stand on. */
export interface ImportsPorts extends IntakePorts {
  readonly tasks: Pick<Tasks, 'run'>;
  readonly desk: Pick<Desk, 'chooseImports'>;
  /** Looks into folders, copies and hashes. */
  readonly copier: Pick<LibraryWorker, 'ask'>;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
}

/**
 * Brings files of a person into the library, as a task that can be ended: what is in stays in. One outcome for each file
 * that was taken, was there already or was refused; what folders hold beside images is passed over. Throws `unavailable`
 * when the library can't be changed.
 */
export interface Imports {
  /** Files, and folders with all that is in them. */
  paths(paths: readonly string[]): Promise<readonly ImportOutcome[]>;
  /** Those chosen in a native dialog; throws `cancelled` when none were. */
  dialog(what: 'files' | 'folder'): Promise<readonly ImportOutcome[]>;
  /** A picture without a file. */
  data(name: string, bytes: Uint8Array): Promise<readonly ImportOutcome[]>;
}

/** A source, and whether a person named it: of what is found in a folder less is said. */
interface Wanted {
  readonly source: ImportSource;
  readonly named: boolean;
}

/** How many files are in hand together: so many that a batch takes about a quarter of a second. */
const BATCH = { first: 4, most: 64, milliseconds: 250 } as const;
/** More at one time would be a whole disk, chosen by mistake. */
const MOST_FILES = 200_000;
const TOO_MANY = 'There are more than 200,000 files. Choose a smaller folder; nothing was imported.';
/** What has such a name and is no image that Easel takes is worth a word, also in a folder. */
const PICTURE = /\.(jpe?g|jfif|png|apng|webp|gif|avif|heic|heif|tiff?|bmp|jxl|jp2|psd|svg|dng|cr[23]|nef|arw|raf)$/i;

/** Imports into the library of the moment. */
export function createImports(ports: ImportsPorts): Imports {
  // Two imports at once take turns: the same bytes must not come in by both.
  let settled: Promise<unknown> = Promise.resolve();
  const inTurn: Turn = (act) => {
    const result = settled.then(act);
    settled = result.catch(() => undefined);
    return result;
  };
  const paths: Imports['paths'] = (given) => {
    const [first = ''] = given;
    const title = given.length === 1 ? `Importing “${importName(first).name}”` : 'Importing files';
    return run(ports, inTurn, title, (one) => search(ports, given, one));
  };
  return {
    paths,
    dialog: async (what) => {
      const chosen = await ports.desk.chooseImports(what);
      if (chosen.length === 0) throw new RequestError('cancelled', 'Nothing was imported.');
      return paths(chosen);
    },
    data: (given, bytes) => {
      const name = importName(given).name || 'Pasted image';
      return run(ports, inTurn, `Importing “${name}”`, () =>
        Promise.resolve([{ source: { name, bytes }, named: true }]),
      );
    },
  };
}

type Turn = <T>(act: () => Promise<T>) => Promise<T>;

/** One import while it runs. */
interface Run {
  readonly progress: TaskProgress;
  readonly outcomes: ImportOutcome[];
  /** Files in folders that are no images. */
  passedOver: number;
}

async function run(
  ports: ImportsPorts,
  inTurn: Turn,
  title: string,
  find: (one: Run) => Promise<readonly Wanted[]>,
): Promise<readonly ImportOutcome[]> {
  const no = refusal(ports.library.state());
  if (no !== null) throw new RequestError('unavailable', no, 'library');
  const intake = createIntake(ports);
  const { outcomes } = await ports.tasks.run(
    { kind: 'import', title, mayCancel: true },
    async (progress) => {
      const one: Run = { progress, outcomes: [], passedOver: 0 };
      const wanted = await find(one);
      const done = await take(ports, inTurn, intake, wanted, one);
      intake.finish();
      const reason = intake.ended();
      // A disk that took no more takes none of the rest; each is said.
      if (reason !== null)
        for (const { source } of wanted.slice(done)) note(one, source.name, refused(source.name, reason));
      return one;
    },
    inWords,
  );
  return outcomes;
}

/** Walks through what was handed in, folder by folder, so that it can be ended at any time. */
async function search(
  { copier, library }: ImportsPorts,
  given: readonly string[],
  one: Run,
): Promise<readonly Wanted[]> {
  const { folder } = library.state();
  const { progress } = one;
  const wanted: Wanted[] = [];
  const waiting: string[] = [];
  const add = ({ files, folders, faults }: Level, named: boolean): void => {
    for (const path of files) wanted.push({ source: { name: importName(path).name, path }, named });
    for (const { name, message } of faults) note(one, name, { kind: 'refused', message, foreign: false });
    // The next to be looked into is the last of the list.
    waiting.push(...[...folders].reverse());
  };
  add(await copier.ask('lookAtGiven', { paths: given, library: folder }), true);
  for (let next = waiting.pop(); next !== undefined && !progress.signal.aborted; next = waiting.pop()) {
    progress.report({ detail: importName(next).name });
    add(await copier.ask('lookIntoFolders', { folders: [next], library: folder }), false);
    if (wanted.length > MOST_FILES) throw new RequestError('invalid', TOO_MANY);
  }
  return wanted;
}

/** Copies on the thread while what was copied before gets its place and record. Returns how many were dealt with. */
async function take(
  ports: ImportsPorts,
  inTurn: Turn,
  intake: Intake,
  wanted: readonly Wanted[],
  one: Run,
): Promise<number> {
  const { progress } = one;
  const many = wanted.length > 1;
  progress.report({
    total: wanted.length,
    ...(many && { title: `Importing ${wanted.length.toLocaleString('en')} files` }),
  });
  let [taken, size, areKnown] = [0, BATCH.first as number, false];
  const ahead = () => {
    if (taken >= wanted.length || progress.signal.aborted || intake.ended() !== null) return null;
    const batch = wanted.slice(taken, taken + size);
    taken += batch.length;
    return arrive(ports, intake, batch, areKnown);
  };
  for (let coming = ahead(); coming !== null;) {
    const { batch, arrivals, took } = await coming;
    size = Math.max(1, Math.min(BATCH.most, Math.round((size * BATCH.milliseconds) / Math.max(1, took))));
    coming = ahead();
    const results = await inTurn(() => intake.settle(arrivals));
    for (const [place, { source, named }] of batch.entries()) {
      const result = results[place];
      if (!result) continue;
      if (result.kind === 'refused' && result.foreign && !named && !PICTURE.test(source.name)) one.passedOver += 1;
      else note(one, source.name, result);
    }
    areKnown = results.filter((result) => result.kind === 'in' && result.existed).length > results.length / 2;
    progress.report({ done: taken, detail: batch.at(-1)?.source.name ?? '' });
  }
  return taken;
}

interface Coming {
  readonly batch: readonly Wanted[];
  readonly arrivals: readonly Arrival[];
  /** Milliseconds. */
  readonly took: number;
}

/** A folder that is imported again is hashed first: its files need not be copied to be known. */
async function arrive(
  { copier, monotonic }: ImportsPorts,
  intake: Intake,
  batch: readonly Wanted[],
  areKnown: boolean,
): Promise<Coming> {
  const begun = monotonic();
  const sources = batch.map(({ source }) => source);
  const known = areKnown ? await knownAmong(copier, intake, sources) : sources.map(() => null);
  const unknown = sources.filter((_source, place) => !known[place]);
  const copies = [...(await copier.ask('copySources', { folder: intake.folder, sources: unknown }))];
  const arrivals = sources.flatMap((source, place): Arrival[] => {
    const image = known[place];
    const copied = image ? ({ kind: 'known', image } as const) : copies.shift();
    return copied ? [{ source, copied }] : [];
  });
  return { batch, arrivals, took: monotonic() - begun };
}

async function knownAmong(
  copier: ImportsPorts['copier'],
  intake: Intake,
  sources: readonly ImportSource[],
): Promise<readonly Awaited<ReturnType<Intake['known']>>[]> {
  const hashes = await copier.ask('hashFiles', {
    paths: sources.map((source) => ('path' in source ? source.path : '')),
  });
  return Promise.all(hashes.map(async (hash) => (hash === null ? null : intake.known(hash))));
}

function note({ outcomes, progress }: Run, name: string, result: Settled): void {
  if (result.kind === 'refused') progress.problem(result.message);
  outcomes.push(
    result.kind === 'in'
      ? { name, ok: true, imageId: result.imageId, existed: result.existed }
      : { name, ok: false, message: result.message },
  );
}

/** How it ended, in one sentence. */
function inWords({ outcomes, passedOver }: Run): string {
  const counted = (count: number, one: string, many: string): readonly string[] =>
    count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? one : many}`];
  const [only, ...others] = outcomes;
  if (only?.ok === false && others.length + passedOver === 0) return only.message;
  const taken = outcomes.filter((outcome) => outcome.ok);
  const fresh = taken.filter(({ existed }) => !existed).length;
  const parts = [
    ...counted(fresh, 'image imported', 'images imported'),
    ...counted(taken.length - fresh, 'was in the library already', 'were in the library already'),
    ...counted(outcomes.length - taken.length, 'could not be imported', 'could not be imported'),
    ...counted(passedOver, 'other file passed over', 'other files passed over'),
  ];
  return parts.length === 0 ? 'No images were found.' : `${parts.join(', ')}.`;
}
