import type { ImageId, IntentId } from '../../shared/ids';
import type { AppState, JobList } from '../../shared/app-state';
import type { Answers, Bridge, Events, PageRoute } from '../../shared/ipc';
import type { JobIn } from '../../shared/job';
import type { Recipe } from '../../shared/recipe';
import type { Result } from '../../shared/result';
import { firstDraft } from './draft';
import { jobId } from './fake-ids';
import { libraryColumns } from './fake-library';

type Handlers = { [R in PageRoute]?: (input: never) => Result<Answers[R]> | Promise<Result<Answers[R]>> };

/** A main process in memory for tests: answers what it is told to, records what it was asked, sends events by hand. */
export interface FakeBridge extends Bridge {
  readonly asked: readonly { readonly route: string; readonly input: unknown }[];
  readonly answer: Handlers;
  emit<E extends keyof Events>(event: E, payload: Events[E]): void;
}

/** A bridge with an empty library and no jobs, until `answer` says otherwise. */
export function createFakeBridge(answer: Handlers = {}): FakeBridge {
  const asked: { route: string; input: unknown }[] = [];
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const answers: Handlers = {
    'app.state': () => ok(appState()),
    'jobs.list': () => ok(jobList(0)),
    'library.columns': () => ok(libraryColumns(0, [])),
    'library.images': () => ok([]),
    'drafts.read': () => ok({ drafts: [], active: null }),
    'drafts.save': () => ok(null),
    'drafts.arrange': () => ok(null),
    'drafts.close': () => ok(null),
    'drafts.reopen': () => ok(null),
    ...answer,
  };
  return {
    asked,
    answer: answers,
    async request(route, input) {
      asked.push({ route, input });
      // The input is that of the route by the bridge's own type; the table can't say so.
      const result = await answers[route]?.(input as never);
      return result ?? { ok: false, error: { code: 'internal', message: `No answer for ${route}.` } };
    },
    async importFiles(files) {
      asked.push({ route: 'importFiles', input: files });
      return (await answers['library.importData']?.(files as never)) ?? ok([]);
    },
    on(event, listener) {
      const known = listeners.get(event) ?? new Set();
      listeners.set(event, known.add(listener));
      return () => known.delete(listener);
    },
    emit(event, payload) {
      for (const listener of listeners.get(event) ?? []) listener(payload as never);
    },
  };
}

/** A fulfilled answer. */
export function ok<T>(data: T): Result<T> {
  return { ok: true, data };
}

/** Main's state on a machine where the demo was chosen. */
export function appState(): AppState {
  return {
    version: '0.0.0',
    platform: 'linux',
    fixed: { gateway: false, library: false },
    settings: {
      gateway: 'demo',
      gatewayAddress: 'https://gateway.pixazo.ai',
      libraryFolder: null,
      theme: 'dark',
      trashDays: 30,
      concurrency: 2,
      prices: {},
      paused: false,
      webhook: null,
      notifications: false,
      showProgress: false,
      proxy: { mode: 'system' },
      certificate: null,
      spellCheck: null,
      delivery: {},
      bucket: null,
    },
    key: { status: 'none', message: 'No key yet.', origin: 'https://gateway.pixazo.ai' },
    library: { status: 'open', folder: '/library', readOnly: null, warning: null },
    notices: [],
    tasks: [],
  };
}

/** A list of jobs at that revision. */
export function jobList(revision: number, jobs: JobList['jobs'] = []): JobList {
  return { revision, jobs, blocked: null, past: [] };
}

/** A recipe with these differences from that of a first start. */
export function recipeWith(change: Partial<Recipe>): Recipe {
  return { ...firstDraft(), prompt: 'A red kite', ...change };
}

/** The n-th job, waiting; later ones have later times. */
export function queuedJob(n: number, recipe: Partial<Recipe> = {}): JobIn<'queued'> {
  return {
    id: jobId(n),
    intentId: `intent_${String(n).padStart(20, '0')}` as IntentId,
    batchId: null,
    createdAt: 1000 * n,
    recipe: recipeWith(recipe),
    gateway: { kind: 'live', origin: 'https://gateway.pixazo.ai' },
    estimate: 0.05,
    webhook: null,
    status: 'queued',
    tries: 0,
    notBefore: 0,
    problem: null,
  };
}

/** The n-th job after its images came. */
export function doneJob(n: number, images: readonly ImageId[], recipe: Partial<Recipe> = {}): JobIn<'done'> {
  const { id, intentId, batchId, createdAt, gateway, estimate, webhook, recipe: full } = queuedJob(n, recipe);
  return {
    ...{ id, intentId, batchId, createdAt, gateway, estimate, webhook, recipe: full },
    ...{ submittedAt: 0, requestId: 'r', acceptedAt: 0, completedAt: 1, finishedAt: 2 },
    status: 'done',
    outputs: images.map((imageId) => ({ state: 'saved', origin: { from: 'link', url: '' }, imageId })),
  };
}
