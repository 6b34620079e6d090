import type { LibraryWorker } from './library-worker-line';
import type { UseLine } from './prompt-line';
import type { UsePage } from './prompt-sources';
import type { Cursor, PromptStore } from './prompt-store';

/** What a history that is behind is brought up from. */
export interface CatchUpPorts {
  readonly store: PromptStore;
  readonly line: Pick<UseLine, 'put'>;
  readonly worker: Pick<LibraryWorker, 'ask'>;
  /** Paths of `prompts.db` and `jobs.db`. */
  readonly prompts: string;
  readonly jobs: string;
  readonly signal: AbortSignal;
}

/** Uses that cross from the thread at one time. */
const PAGE = 200;
const IMAGES = 2000;

/** Brings in what the jobs of this machine say since the last time. Returns how much changed; rejects with the error of disk or thread. */
export async function catchUpWithJobs(ports: CatchUpPorts): Promise<number> {
  const { store, worker, jobs } = ports;
  const added = await catchUp(ports, 'jobs', (after) => worker.ask('usesOfJobs', { jobs, after, limit: PAGE }));
  const open = store.undecided();
  if (open.length === 0 || ports.signal.aborted) return added;
  const charges = await worker.ask('chargesOf', { jobs, ids: open });
  return added + charges.filter(({ id, charge }) => store.settle(id, charge)).length;
}

/** Brings in what images of a library say of jobs that nobody here knows. To be called after the jobs. */
export async function catchUpWithLibrary(
  ports: CatchUpPorts,
  library: { readonly folder: string; readonly file: string },
): Promise<number> {
  const { worker, prompts } = ports;
  return catchUp(ports, `library:${library.folder}`, (after) =>
    worker.ask('usesOfLibrary', { library: library.file, prompts, after, limit: IMAGES }),
  );
}

async function catchUp(
  { store, line, signal }: CatchUpPorts,
  source: string,
  read: (after: Cursor | null) => Promise<UsePage>,
): Promise<number> {
  let added = 0;
  for (let after = store.cursor(source); !signal.aborted;) {
    const { uses, next } = await read(after);
    if (uses.length > 0) added += await line.put(uses);
    if (next === null) break;
    // After what it stands for: a crash between brings the same page again, and its jobs are known by then.
    store.setCursor(source, next);
    after = next;
  }
  return added;
}
