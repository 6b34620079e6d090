import type { ImageId } from '../../shared/ids';
import type { AppState, Notice } from '../../shared/app-state';
import type { Bridge } from '../../shared/ipc';
import type { Task } from '../../shared/task';
import { createDraftSync } from './draft-sync';
import { createJobSync } from './job-sync';
import type { LibrarySync } from './library-sync';
import { createLibrarySync } from './library-sync';
import type { StudioStore } from './store';

/** Keeps the mirrors of main; nothing else writes them. */
export interface Sync {
  /** Listens first, then fetches, so that nothing falls between. Resolves when the first answers are in the store. */
  readonly start: () => Promise<void>;
  /** Asks for the details of images that came into sight; those that are known or on their way are not asked for twice. */
  readonly wantImages: (ids: readonly ImageId[]) => void;
  /** See `LibrarySync.expect`. */
  readonly expect: LibrarySync['expect'];
  /** Puts an answer of main that carries newer settings, key or library state into the mirror. */
  readonly apply: (change: Partial<Pick<AppState, 'settings' | 'key'>>) => void;
  readonly dropNotice: (id: string) => void;
  /** Hands main at once what it has not been told yet: the page is about to go. */
  readonly flush: () => void;
  readonly stop: () => void;
}

/** Ended tasks beyond this leave the list, the oldest first. */
const TASKS_KEPT = 20;

/** Changes of jobs that come within this time are shown together. A timer, since a hidden window has no frames. Milliseconds. */
const TOGETHER = 50;

/** A sync between that bridge and that store. Starts nothing by itself. `later` does something in a moment. */
export function createSync(
  bridge: Bridge,
  store: StudioStore,
  later: (act: () => void) => void = (act) => setTimeout(act, TOGETHER),
): Sync {
  const jobs = createJobSync(bridge, store, later);
  const library = createLibrarySync(bridge, store, later);
  const drafts = createDraftSync(bridge, store);
  const stops: (() => void)[] = [];
  /** The last that main told of each. Its first answer takes another way to the window and may come after what is newer. */
  const told: { settings?: AppState['settings']; key?: AppState['key']; libraryState?: AppState['library'] } = {};
  const take = (news: typeof told): void => {
    Object.assign(told, news);
    store.setState(news);
  };

  function listen(): void {
    stops.push(
      bridge.on('jobs.changed', jobs.changed),
      bridge.on('library.changed', library.changed),
      bridge.on('library.state', (libraryState) => {
        told.libraryState = libraryState;
        library.moved(libraryState);
      }),
      bridge.on('settings.changed', (settings) => {
        take({ settings });
      }),
      bridge.on('key.changed', (key) => {
        take({ key });
      }),
      bridge.on('notice.added', (notice) => {
        store.setState(({ notices }) => ({ notices: withNotice(notices, notice) }));
      }),
      bridge.on('task.changed', (task) => {
        store.setState(({ tasks }) => ({ tasks: withTask(tasks, task) }));
      }),
      bridge.on('image.open', ({ id }) => {
        store.getState().setDialog(null);
        store.getState().open(id);
      }),
      store.subscribe(library.asked),
    );
  }

  /** Taken as soon as it comes, but for what is newer. */
  async function introduce(): Promise<boolean> {
    const state = await bridge.request('app.state', undefined);
    if (!state.ok) {
      store.setState({ start: { status: 'failed', message: state.error.message } });
      return false;
    }
    const { version, platform, fixed, settings, key, library: libraryState, notices, tasks } = state.data;
    store.setState((before) => ({
      ...{ version, platform, fixed, settings, key, libraryState, ...told },
      notices: before.notices.reduce(withNotice, notices),
      tasks: before.tasks.reduceRight(withTask, tasks),
    }));
    return true;
  }

  return {
    async start() {
      listen();
      // The grid's rows take longest: everything around it stands when they come.
      const rows = library.load();
      const [known] = await Promise.all([introduce(), jobs.load(), drafts.load()]);
      if (known) store.setState({ start: { status: 'ready' } });
      await rows;
    },
    wantImages: library.want,
    expect: library.expect,
    apply: take,
    dropNotice: (id) => {
      store.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
    },
    flush: drafts.flush,
    stop: () => {
      drafts.stop();
      for (const stop of stops.splice(0)) stop();
    },
  };
}

function withNotice(notices: readonly Notice[], notice: Notice): readonly Notice[] {
  return [...notices.filter(({ id }) => id !== notice.id), notice];
}

/** The tasks with this one as it is now, in its place or at the end. */
function withTask(tasks: readonly Task[], task: Task): readonly Task[] {
  if (tasks.some(({ id }) => id === task.id)) return tasks.map((other) => (other.id === task.id ? task : other));
  const ended = tasks.filter(({ state }) => state !== 'running');
  const forgotten = new Set(ended.slice(0, Math.max(0, ended.length - TASKS_KEPT)));
  return [...tasks.filter((other) => !forgotten.has(other)), task];
}
