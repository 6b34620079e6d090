import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DemoJob } from './demo-job';

/** Where the demo gateway keeps its jobs. */
export interface DemoJobStore {
  put(job: DemoJob): Promise<void>;
  get(id: string): Promise<DemoJob | undefined>;
  all(): Promise<readonly DemoJob[]>;
}

/** Jobs in memory only. */
export function createMemoryDemoStore(): DemoJobStore {
  const jobs = new Map<string, DemoJob>();
  return {
    put: (job) => {
      jobs.set(job.id, job);
      return Promise.resolve();
    },
    get: (id) => Promise.resolve(jobs.get(id)),
    all: () => Promise.resolve([...jobs.values()]),
  };
}

const KEPT_MS = 30 * 24 * 3_600_000;

/**
 * One JSON file per job in the folder, which is made when it is missing: written beside and renamed, so that a crash leaves
 * a whole file or none. Files that can't be read count as absent; those older than 30 days are removed when the store opens.
 */
export function createFileDemoStore(folder: string, now: () => number = Date.now): DemoJobStore {
  const fileOf = (id: string): string | null => (/^[\w-]{1,200}$/.test(id) ? join(folder, `${id}.json`) : null);
  const opened = mkdir(folder, { recursive: true }).then(() => prune(folder, now() - KEPT_MS));
  // A folder that can't be made shows itself at the first put.
  opened.catch(() => undefined);
  const read = async (file: string): Promise<DemoJob | undefined> => {
    try {
      return DemoJob.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch {
      return undefined;
    }
  };
  return {
    async put(job) {
      await opened;
      const file = fileOf(job.id);
      if (file === null) throw new Error('A job of the demo gateway has an id that is no file name.');
      const part = `${file}.part`;
      const handle = await open(part, 'w');
      try {
        await handle.writeFile(JSON.stringify(job));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(part, file);
    },
    async get(id) {
      const file = fileOf(id);
      return file === null ? undefined : await read(file);
    },
    async all() {
      const names = await readdir(folder).catch(() => []);
      const files = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
      const jobs: DemoJob[] = [];
      for (const file of files) {
        const job = await read(file);
        if (job) jobs.push(job);
      }
      return jobs;
    },
  };
}

async function prune(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const { mtimeMs } = await stat(file);
    if (mtimeMs < before) await rm(file, { force: true });
  }
}
