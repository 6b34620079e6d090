import { randomUUID } from 'node:crypto';
import type { Writing } from '../shared/draft';
import type { PromptId } from '../shared/ids';
import type { Job } from '../shared/job';
import { chargeOf } from '../shared/charge';
import { localDay } from '../shared/local-day';
import type { PromptList, PromptLook, PromptMark, PromptStory, PromptSummary, Templates } from '../shared/prompts';
import { RequestError } from '../shared/result';
import type { Clock, Log } from './core/ports';
import type { Library } from './storage/library/library';
import type { LibraryWorker } from './storage/library/library-worker-line';
import type { OpenPrompts } from './storage/prompts/open-prompts';
import { isBackedUp } from './storage/prompts/prompt-backups';
import { createCatchUp } from './storage/prompts/prompt-catch-up';
import { createUseLine } from './storage/prompts/prompt-line';
import { createPromptBook } from './storage/prompts/prompt-book';
import { createPromptNews } from './storage/prompts/prompt-news';
import type { PromptSources } from './storage/prompts/prompt-reading';
import { useOfJob } from './storage/prompts/prompt-sources';
import type { KnownPrompt } from './storage/prompts/prompt-completion';
import type { PromptStore } from './storage/prompts/prompt-store';
import type { TemplateStore } from './storage/prompts/template-store';

/** What the prompts need. */
export interface PromptsPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly library: Pick<Library, 'state' | 'recordsFile' | 'onState' | 'onChange'>;
  /** Opens `prompts.db`, or says why not; `true` sets aside one that was found damaged while in use. */
  readonly openPrompts: (isDamaged: boolean) => OpenPrompts | null;
  /** Paths of `prompts.db`, of `jobs.db`, and of the folder of copies. */
  readonly file: string;
  readonly jobs: string;
  readonly backups: string;
  /** Threads: one that the window waits for, one for long work. */
  readonly reader: Pick<LibraryWorker, 'ask'>;
  readonly chores: Pick<LibraryWorker, 'ask'>;
}

/** The history of prompts, and the templates. */
export interface Prompts {
  /** Brings the history up to date, and copies it once a day. To be called when the window is up. */
  start(): void;
  /** Jobs that were just made, with how their prompts came about. Never throws; they are written in a moment. */
  sent(jobs: readonly Job[], writing: Writing | null): void;
  /** Jobs as they are now: what is decided of their money is noted. Never throws. */
  changed(jobs: readonly Job[]): void;
  find(look: PromptLook): Promise<PromptList>;
  details(ids: readonly PromptId[]): Promise<readonly PromptSummary[]>;
  story(id: PromptId): Promise<PromptStory | null>;
  idOf(text: string): PromptId | null;
  mark(ids: readonly PromptId[], mark: PromptMark): void;
  complete(text: string): KnownPrompt | null;
  walk(back: number): KnownPrompt | null;
  templates(): Templates;
  /** Changes templates or their lists. Throws `unavailable` while there are none to change. */
  changeTemplates(change: (store: TemplateStore) => void): void;
  /** For work on the history from outside. Throws `unavailable`. */
  writing(): PromptStore;
  /** Says that something was changed through `writing()`. */
  told(): void;
  onChange(listener: (change: { readonly revision: number }) => void): () => void;
  close(): void;
}

const HOUR_MS = 3_600_000;
/** The first copy waits until a start is over. */
const FIRST_COPY_MS = 60_000;
const NOTHING: Omit<PromptList, 'revision'> = {
  ...{ ids: new Int32Array(), times: new Float64Array() },
  ...{ total: 0, tags: [], first: [] },
};

/** Prompts over the ports; the file is opened when it is first needed. */
export function createPrompts(ports: PromptsPorts): Prompts {
  const { clock, log, library, reader, chores } = ports;
  const stop = new AbortController();
  const news = createPromptNews(clock, stop.signal);
  // The thread may know of an earlier service over the same files.
  const run = randomUUID();
  let libraryRevision = 0;
  const book = createPromptBook(ports, stop.signal, () => {
    news.tell();
    void catchUp();
  });
  const { quietly, failed } = book;
  const line = createUseLine((uses) => book.open().store.addUses(uses), clock.monotonic);

  const read = async <T>(otherwise: T, ask: (sources: PromptSources) => Promise<T>): Promise<T> => {
    if (!book.get()) return otherwise;
    try {
      const versions = { prompts: `${run} ${String(news.revision())}`, library: `${run} ${String(libraryRevision)}` };
      return await ask({ prompts: ports.file, jobs: ports.jobs, library: library.recordsFile(), versions });
    } catch (error) {
      book.failedOnThread('Reading the prompts', error);
      throw new RequestError('unavailable', 'The prompt history could not be read. Try again.');
    }
  };

  const catchUp = createCatchUp({
    ...{ book, line, clock, library, worker: chores, prompts: ports.file, jobs: ports.jobs, signal: stop.signal },
    tell: news.tell,
  });
  const backUp = async (): Promise<void> => {
    const day = localDay(clock.now());
    if (!book.get() || isBackedUp(ports.backups, day)) return;
    try {
      const copy = await chores.ask('backUpPrompts', { file: ports.file, folder: ports.backups, day });
      if (copy.kind === 'damaged') book.failedOnThread('Copying the prompts', `malformed: ${copy.damage}`);
    } catch (error) {
      log.warn('The prompts were not copied', { reason: String(error) });
    }
  };

  return {
    start: () => {
      void catchUp();
      library.onState(({ status }) => {
        if (status === 'open') void catchUp();
      });
      library.onChange(({ all, revision }) => {
        libraryRevision = revision;
        if (all) void catchUp();
      });
      void repeat(clock, stop.signal, backUp);
    },
    sent: (jobs, writing) => {
      line
        .put(jobs.map((job) => useOfJob(job, writing)))
        .then(() => {
          quietly('Remembering values', undefined, ({ templates }) => {
            templates.remember(writing?.values ?? {});
          });
          news.tell();
        })
        .catch((error: unknown) => {
          failed('Keeping a prompt', error);
        });
    },
    changed: (jobs) => {
      for (const job of jobs) {
        const charge = chargeOf(job);
        if (charge === null) continue;
        line.learn(job.id, charge);
        if (quietly('Noting a charge', false, ({ store }) => store.settle(job.id, charge))) news.tell();
      }
    },
    find: async (look) => {
      // From before the look: what changes meanwhile is told with a greater one.
      const revision = news.revision();
      return { revision, ...(await read(NOTHING, (sources) => reader.ask('listPrompts', { sources, look }))) };
    },
    details: (ids) => read([], (sources) => reader.ask('promptDetails', { sources, ids })),
    story: (id) => read(null, (sources) => reader.ask('promptStory', { sources, id })),
    idOf: (text) => quietly('Looking a prompt up', null, ({ store }) => store.idOf(text)),
    mark: (ids, mark) => {
      const { store } = book.open();
      store.durably(() => {
        store.mark(ids, mark);
      });
      news.tell();
    },
    complete: (text) => quietly('Completing a prompt', null, ({ store }) => store.complete(text)),
    walk: (back) => quietly('Walking through the prompts', null, ({ store }) => store.walk(back)),
    templates: () => quietly('Reading the templates', { templates: [], variables: [] }, (now) => now.templates.read()),
    changeTemplates: (change) => {
      change(book.open().templates);
      news.tell();
    },
    writing: () => book.open().store,
    told: news.tell,
    onChange: news.listen,
    close: () => {
      stop.abort();
      book.close();
    },
  };
}

async function repeat(clock: Clock, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  const sleep = (ms: number): Promise<void> => clock.sleep(ms, signal).catch(() => undefined);
  await sleep(FIRST_COPY_MS);
  while (!signal.aborted) {
    await work();
    await sleep(HOUR_MS);
  }
}
