import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backup, LibraryReport, LibraryState, Notice } from '../../../shared/app-state';
import type { ImageId } from '../../../shared/ids';
import { RequestError } from '../../../shared/result';
import type { Settings } from '../../../shared/settings';
import type { Clock, Log } from '../../core/ports';
import type { TaskProgress, Tasks } from '../../core/tasks';
import { createCareLoops } from './care-loops';
import { roundSentence, trashSentence } from './care-words';
import type { PaidWork } from './jobs-of-images';
import type { Library } from '../library/library';
import { wasBackedUpLately } from './library-backups';
import { breakLease } from '../library/library-lease';
import type { Machine } from '../library/library-lease';
import { clearOld, moveLibrary } from './library-move';
import type { Adopting, RoundReport } from './library-round';
import { goRound } from './library-round';
import { emptyTrash } from './library-trash';
import { createTurns } from './library-turns';
import type { LibraryWorker } from '../library/library-worker-line';
import { createRemembering } from './remembering';
import { createUpkeep } from './upkeep';

/** What caring for a library needs. */
export interface LibraryCarePorts {
  readonly library: Library;
  readonly worker: LibraryWorker;
  readonly tasks: Pick<Tasks, 'run' | 'list'>;
  readonly clock: Clock;
  readonly log: Log;
  /** A warning, unless it says otherwise. */
  readonly notify: (message: string, tone?: Notice['tone']) => void;
  readonly machine: Machine;
  /** Folder in user data for what is remembered of libraries. */
  readonly memory: string;
  /** From it a library whose records are lost learns what its images were. */
  readonly paid: PaidWork;
  /** Whether the library's folder is one that a person chose. */
  readonly isChosen: () => boolean;
  /** Makes the folder the one that the next start opens, on disk when it returns. */
  readonly moved: (folder: string) => void;
  /** Gives a file to the system's trash; false where there is none. */
  readonly trashItem: (path: string) => Promise<boolean>;
  readonly trashDays: () => Settings['trashDays'];
}

/**
 * Keeps files and records of the library in step, and both safe. What a person asks for throws `unavailable` while the
 * library can't be changed, `cancelled` when they ended it.
 */
export interface LibraryCare {
  /** Begins to work in the background. To be called when the window is up. */
  start(): void;
  /** The person is back: the folder is looked through, if that was not done a moment ago. */
  look(): void;
  check(): Promise<LibraryReport>;
  backUp(): Promise<Backup>;
  backups(): Promise<readonly Backup[]>;
  /** Resolves when the library is open with those records; what is newer in the folder is brought in afterwards. */
  restore(name: string): Promise<LibraryState>;
  /** Resolves when the library is open; it fills as a task. */
  rebuild(): Promise<LibraryState>;
  move(to: string): Promise<LibraryState>;
  /** Images that are in the trash go for good; null is all. Resolves with how many did. */
  emptyTrash(ids: readonly ImageId[] | null): Promise<number>;
  retry(): Promise<LibraryState>;
  /** Throws `unavailable` when the other Easel is there after all. */
  takeOver(): Promise<LibraryState>;
  /** A thumbnail was shown. */
  shown(id: ImageId): void;
  /** Resolves when nothing is to be done. */
  idle(): Promise<void>;
  /** Ends all work, and remembers the library where its disk may be away the next time. */
  close(): Promise<void>;
}

/** So many images are emptied without showing a task. */
const FEW = 20;
/** So many unknown files are brought in without showing a task. */
const FEW_FILES = 50;
/** Longest that closing waits. Milliseconds. */
const LAST_WAIT = 4000;

/** Care for the library of the moment. */
export function createLibraryCare(ports: LibraryCarePorts): LibraryCare {
  const { library, worker, tasks, clock, log, notify } = ports;
  const stop = new AbortController();
  const turns = createTurns();
  const upkeep = createUpkeep(ports);
  const remembering = createRemembering(ports);
  const isImporting = (): boolean => tasks.list().some(({ kind, state }) => kind === 'import' && state === 'running');
  const roundPorts = { ...ports, isImporting };

  const writableFolder = (): string => {
    library.records();
    return library.state().folder;
  };
  const asked = (task: Pick<Parameters<Tasks['run']>[0], 'kind' | 'title'>, mayCancel = true) => {
    return <T>(work: (progress: TaskProgress) => Promise<T>, finish: (result: T) => string): Promise<T> =>
      turns.take(() => tasks.run({ ...task, mayCancel }, work, finish).catch(asRequestError));
  };
  const silent = silentProgress(stop.signal);
  const adopting = adoptingAsTask(tasks, silent);
  const round = async (): Promise<{ readonly young: number }> => {
    await upkeep.run(stop.signal);
    const report = await goRound(roundPorts, silent, adopting);
    const sentence = roundSentence(report);
    // That something came or moved is news; that a file is gone or another one may be a loss.
    if (sentence !== null) notify(sentence, report.newlyMissing + report.altered > 0 ? 'warning' : 'info');
    // What it brought in has no sidecar yet.
    await upkeep.run(stop.signal);
    return report;
  };
  const backUp = async (): Promise<Backup> => {
    const outcome = await worker.ask('backUpRecords', { folder: writableFolder(), now: clock.now() });
    if (outcome.kind === 'made') return outcome.backup;
    log.error('the records are damaged', { damage: outcome.damage });
    throw new RequestError('unavailable', DAMAGED, 'library');
  };
  const autoEmpty = async (days: number): Promise<void> => {
    // A clock that leapt ahead would empty all of it: it has to have been about this day on another day, too.
    if (!wasBackedUpLately(writableFolder(), clock.now())) return;
    const old = library.records().trashed(clock.now() - days * DAY_MS);
    if (old.length > 0) await emptyTrash(ports, old, silent);
  };
  const loops = createCareLoops({
    ...{ library, clock, log, turns, signal: stop.signal, trashDays: ports.trashDays },
    round,
    tidy: () => upkeep.run(stop.signal),
    backUp: async () => {
      await backUp().catch((error: unknown) => {
        if (error instanceof RequestError && error.message === DAMAGED) notify(DAMAGED);
        throw error;
      });
      await remembering.records();
    },
    autoEmpty,
    remember: remembering.thumbnails,
    begin: () => clearOld(ports),
  });
  const replaced = (lay: () => Promise<unknown>): Promise<LibraryState> =>
    turns.take(async () => {
      writableFolder();
      // What a person did a moment ago goes into the sidecars first, unless the records are too damaged to say it.
      await upkeep.run(stop.signal).catch((error: unknown) => {
        log.warn('sidecars could not be brought up to date', { reason: String(error) });
      });
      // What came into records that are about to be replaced would be lost with them.
      library.hold(REPLACING);
      await lay().catch((error: unknown) => {
        library.hold(null);
        asRequestError(error);
      });
      const state = library.reopen();
      loops.again();
      return state;
    });

  return {
    start: loops.start,
    look: loops.look,
    check: () =>
      asked({ kind: 'check', title: 'Checking the library' })(
        async (progress) => {
          const database = join(writableFolder(), 'library.db');
          const { damage } = await worker.ask('checkRecords', { database });
          await upkeep.run(progress.signal);
          const report = await goRound(roundPorts, progress);
          loops.left(report.young);
          return reportOf(report, damage === null ? null : DAMAGED);
        },
        (report) => report.damage ?? roundSentence({ ...report, newlyMissing: report.missing }) ?? 'All is well.',
      ),
    backUp: () =>
      asked({ kind: 'backup', title: 'Backing up the records' }, false)(backUp, () => 'The records are backed up.'),
    backups: () => worker.ask('listBackups', { folder: library.state().folder }),
    restore: (name) =>
      replaced(() => worker.ask('layReady', { folder: library.state().folder, name, now: clock.now() })),
    rebuild: () => replaced(() => worker.ask('layEmptyReady', { folder: library.state().folder })),
    move: (to) =>
      asked({ kind: 'move', title: 'Moving the library' })(
        (progress) => moveLibrary(ports, to, progress),
        () => 'The library was moved.',
      ),
    emptyTrash: async (ids) => {
      const count = ids?.length ?? library.records().trashed(null).length;
      const work = (progress: TaskProgress): Promise<number> => emptyTrash(ports, ids, progress);
      if (count <= FEW) return turns.take(() => work(silent));
      return asked({ kind: 'empty-trash', title: `Deleting ${count.toLocaleString('en')} images` })(
        work,
        trashSentence,
      );
    },
    retry: () => turns.take(() => Promise.resolve(library.reopen())),
    takeOver: () =>
      turns.take(async () => {
        const { folder } = library.state();
        if ((await stat(folder).catch(() => null)) !== null && breakLease(folder, ports)) return library.reopen();
        throw new RequestError('unavailable', 'The other Easel is there after all. Close it first.', 'library');
      }),
    shown: remembering.shown,
    idle: turns.idle,
    close: async () => {
      stop.abort('shutdown');
      const patience = new AbortController();
      const last = turns.idle().then(remembering.records).then(remembering.thumbnails);
      await Promise.race([last, clock.sleep(LAST_WAIT, patience.signal).catch(() => undefined)]);
      patience.abort();
    },
  };
}

/** In a library whose records were lost the person sees it fill. */
function adoptingAsTask(tasks: Pick<Tasks, 'run'>, silent: TaskProgress): Adopting {
  return (images, work) => {
    if (images < FEW_FILES) return work(silent);
    const title = `Taking in ${images.toLocaleString('en')} images of the folder`;
    const outcome = (): string => 'The records agree with the folder again.';
    return tasks.run({ kind: 'rebuild', title, mayCancel: true }, work, outcome);
  };
}

/** For work that nobody asked for. */
function silentProgress(signal: AbortSignal): TaskProgress {
  return { signal, report: () => undefined, problem: () => undefined };
}

const DAY_MS = 86_400_000;
const REPLACING = 'The library’s records are being replaced. Try again in a moment.';
const DAMAGED =
  'The library’s records are damaged. Your images are whole: restore a backup, or rebuild the records, in the settings.';

function reportOf(report: RoundReport, damage: string | null): LibraryReport {
  const { images, missing, moved, altered, found } = report;
  return { images: images + found, damage, missing, moved, altered, found };
}

/** The thread's errors come as plain ones: their words are meant for the person. */
function asRequestError(error: unknown): never {
  if (error instanceof RequestError) throw error;
  if (error === 'user') throw new RequestError('cancelled', 'Cancelled.');
  throw new RequestError('unavailable', error instanceof Error ? error.message : String(error), 'library');
}
