import type { Clock } from '../../core/ports';
import type { Library } from '../library/library';
import type { LibraryWorker } from '../library/library-worker-line';
import type { PromptBook } from './prompt-book';
import type { UseLine } from './prompt-line';
import type { UsePage } from './prompt-sources';
import type { Cursor, PromptStore } from './prompt-store';

/** What a history that is behind is brought up from, and with. */
export interface CatchUpPorts {
  readonly book: Pick<PromptBook, 'get' | 'failed'>;
  readonly line: Pick<UseLine, 'put'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly library: Pick<Library, 'state' | 'recordsFile'>;
  readonly worker: Pick<LibraryWorker, 'ask'>;
  /** Paths of `prompts.db` and `jobs.db`. */
  readonly prompts: string;
  readonly jobs: string;
  readonly signal: AbortSignal;
  /** Tells that there is more than before. */
  readonly tell: () => void;
}

/** Uses, and images, that the thread looks through at one time. */
const PAGE = { uses: 200, images: 2000 } as const;
/** While more is to come it is told no more often than this. Milliseconds. */
const NEWS_MS = 5000;

/**
 * Brings in what the jobs of this machine say since the last time, then what images of the open library say of jobs that
 * nobody here knows. One call after the other; none rejects.
 */
export function createCatchUp(ports: CatchUpPorts): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(async () => {
      const store = ports.book.get()?.store;
      if (!store) return;
      try {
        const changes = (await fromJobs(ports, store)) + (await fromLibrary(ports, store));
        if (changes > 0) ports.tell();
      } catch (error) {
        ports.book.failed('Bringing the prompts up to date', error);
      }
    });
    return last;
  };
}

async function fromJobs(ports: CatchUpPorts, store: PromptStore): Promise<number> {
  const { worker, jobs } = ports;
  const added = await pages(ports, store, 'jobs', (after) =>
    worker.ask('usesOfJobs', { jobs, after, limit: PAGE.uses }),
  );
  const open = store.undecided();
  if (open.length === 0 || ports.signal.aborted) return added;
  const charges = await worker.ask('chargesOf', { jobs, ids: open });
  return added + charges.filter(({ id, charge }) => store.settle(id, charge)).length;
}

async function fromLibrary(ports: CatchUpPorts, store: PromptStore): Promise<number> {
  const { worker, prompts, library } = ports;
  const file = library.recordsFile();
  if (file === null) return 0;
  return pages(ports, store, `library:${library.state().folder}`, (after) =>
    worker.ask('usesOfLibrary', { library: file, prompts, after, limit: PAGE.images }),
  );
}

async function pages(
  { line, clock, signal, tell }: CatchUpPorts,
  store: PromptStore,
  source: string,
  read: (after: Cursor | null) => Promise<UsePage>,
): Promise<number> {
  let added = 0;
  let told = clock.monotonic();
  for (let after = store.cursor(source); !signal.aborted;) {
    const { uses, next } = await read(after);
    if (uses.length > 0) added += await line.put(uses);
    if (next === null) break;
    // After what it stands for: a crash between brings the same page again, and its jobs are known by then.
    store.setCursor(source, next);
    after = next;
    // A first time takes a minute: what is there by then can be looked at meanwhile.
    if (added === 0 || clock.monotonic() - told < NEWS_MS) continue;
    told = clock.monotonic();
    tell();
  }
  return added;
}
