import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CollectionId, ImageId, SmartId } from '../../../shared/ids';
import { createManualClock } from '../../core/manual-clock';
import type { ManualClock } from '../../core/manual-clock';
import type { NewImage } from '../../core/ports';
import { createTasks } from '../../core/tasks';
import type { ImageDecoder } from '../images/image-decoder';
import { createLibrary } from '../library/library';
import type { Library } from '../library/library';
import type { LibraryCare, LibraryCarePorts } from './library-care';
import { createLibraryCare } from './library-care';
import type { LibraryWorker } from '../library/library-worker-line';
import { createInlineLibraryWorker } from '../library/library-worker-line';
import { madePng } from '../images/made-images';

/** A library in a folder of its own with the care for it, for tests; `close` ends and removes all of it. */
export interface CareWorld {
  /** Holds `library`, and what a test puts beside it. */
  readonly root: string;
  readonly folder: string;
  readonly clock: ManualClock;
  readonly notices: string[];
  /** What the system's trash took. */
  readonly thrown: string[];
  /** The folder as the settings have it. */
  readonly settings: { folder: string };
  readonly library: Library;
  readonly care: LibraryCare;
  /** Closes library and care, and opens both anew, as at the next start; `create` as in `createLibrary`. */
  restart(change?: Partial<LibraryCarePorts>, create?: boolean): Promise<void>;
  close(): Promise<void>;
}

const NO_DECODER: ImageDecoder = {
  thumbnail: () => Promise.resolve({ kind: 'closed' }),
  deliver: () => Promise.resolve({ kind: 'closed' }),
  close: () => undefined,
};
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The id of the n-th image. */
export function imageId(n: number): ImageId {
  return ImageId.parse(`img_${String(n).padStart(20, '0')}`);
}

/** A generation with no job. */
export function madeImage(n: number, change: Partial<NewImage> = {}): NewImage {
  const createdAt = new Date(2026, 10, 1 + (n % 20), 12, n % 60).getTime();
  return {
    id: imageId(n),
    kind: 'generation',
    createdAt,
    title: `fox ${String(n)}`,
    recipe: null,
    origin: null,
    ...change,
  };
}

/** The bytes of the n-th image. */
export function bytesOf(n: number): Buffer {
  return madePng(100 + n, 80);
}

/** Brings the n-th image into the library as the job engine does. */
export async function secure(
  { library }: Pick<CareWorld, 'library'>,
  n: number,
  change: Partial<NewImage> = {},
): Promise<void> {
  const outcome = await library.secure(madeImage(n, change), once(bytesOf(n)), null);
  if (outcome.kind !== 'secured') throw new Error(outcome.problem.message);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Every file below the folder with its content, but for records and leases. */
export function filesIn(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && !entry.name.startsWith('library.'));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)]));
}

/** Opens a library that is empty. */
export function createCareWorld(change: Partial<LibraryCarePorts> = {}): CareWorld {
  return openCareWorld(mkdtempSync(join(tmpdir(), 'easel-care-')), change);
}

/** Opens the library of another world that is closed or was killed. */
export function openCareWorld(root: string, change: Partial<LibraryCarePorts> = {}): CareWorld {
  const folder = join(root, 'library');
  const clock = createManualClock(new Date(2026, 10, 23, 12).getTime());
  const notices: string[] = [];
  const thrown: string[] = [];
  const settings = { folder };
  let serial = 0;
  const next = (kind: string): string => `${kind}_${String((serial += 1)).padStart(20, '0')}`;

  const open = (
    more: Partial<LibraryCarePorts>,
    create = true,
  ): { readonly library: Library; readonly care: LibraryCare } => {
    const common = {
      ...{ clock, log: quiet, notify: (message: string) => notices.push(message) },
      ...{ memory: join(root, 'memory'), machine: { host: 'here', pid: process.pid } },
    };
    const worker: LibraryWorker = createInlineLibraryWorker();
    const ids = {
      newCollectionId: () => CollectionId.parse(next('col')),
      newSmartId: () => SmartId.parse(next('smt')),
    };
    const library = createLibrary(settings.folder, { ...common, ...ids, decoder: NO_DECODER, reader: worker }, create);
    const care = createLibraryCare({
      ...{ ...common, library, worker, tasks: createTasks(clock.monotonic) },
      paid: { jobs: join(root, 'jobs.db'), receipts: join(root, 'receipts') },
      isChosen: () => true,
      moved: (to) => (settings.folder = to),
      trashItem: (path) => {
        thrown.push(path);
        rmSync(path);
        return Promise.resolve(true);
      },
      trashDays: () => null,
      ...more,
    });
    return { library, care };
  };
  let now = open(change);
  const shut = async (): Promise<void> => {
    await now.care.close();
    now.library.close();
  };
  return {
    ...{ root, folder, clock, notices, thrown, settings },
    get library() {
      return now.library;
    },
    get care() {
      return now.care;
    },
    restart: async (more = change, create = true) => {
      await shut();
      now = open(more, create);
    },
    close: async () => {
      await shut();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
