import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryState } from '../shared/app-state';
import { TemplateId } from '../shared/ids';
import type { PromptId } from '../shared/ids';
import type { Job, JobStatus } from '../shared/job';
import type { LibraryChange } from '../shared/library';
import { localDay } from '../shared/local-day';
import type { PromptQuery, PromptSummary } from '../shared/prompts';
import { createManualClock } from './core/manual-clock';
import { createPrompts } from './prompts';
import type { Prompts } from './prompts';
import type { Database } from './storage/database';
import { openDatabase } from './storage/database';
import { createJobStore } from './storage/jobs/job-store';
import { createInlineLibraryWorker } from './storage/library/library-worker-line';
import { jobId, madeJob } from './storage/jobs/made-jobs';
import { madeGeneration, madeStore } from './storage/library/made-library';
import { jobMigrations } from './storage/migrations/jobs';
import { openPrompts } from './storage/prompts/open-prompts';

const DAY = 86_400_000;
const START = 1_790_000_000_000;
const ALL: PromptQuery = { search: '', order: 'recent', favourites: false, tag: null };
const LIVE = { kind: 'live', origin: 'https://gateway.test' };

let folder = '';
let started: { close(): void }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-prompts-'));
});
afterEach(() => {
  for (const one of started) one.close();
  started = [];
  rmSync(folder, { recursive: true });
});

/** Job number n of that prompt, a minute after the one before. */
function job(
  n: number,
  prompt: string,
  status: JobStatus = 'queued',
  change: Readonly<Record<string, unknown>> = {},
): Job {
  const { recipe } = madeJob(n, 'queued');
  const at = START + n * 60_000;
  return madeJob(n, status, { createdAt: at, recipe: { ...recipe, prompt }, gateway: LIVE, ...change });
}

function jobsFile(): { readonly database: Database; insert(...jobs: readonly Job[]): void; save(job: Job): void } {
  const { database } = openDatabase({ file: join(folder, 'jobs.db'), migrations: jobMigrations, now: () => START });
  started.push(database);
  const store = createJobStore(database, () => undefined);
  return {
    database,
    insert: (...jobs) => {
      for (const one of jobs) store.insert(one);
    },
    save: store.save,
  };
}

interface World {
  readonly it: Prompts;
  readonly notices: string[];
  readonly clock: ReturnType<typeof createManualClock>;
  texts(query?: Partial<PromptQuery>): Promise<readonly string[]>;
  all(): Promise<readonly PromptSummary[]>;
  one(text: string): Promise<PromptSummary>;
  opened(): void;
}

/** The service over files of the folder; a second one is the app started again. */
function world(library: string | null = null): World {
  const notices: string[] = [];
  const clock = createManualClock(START + DAY);
  const listeners = new Set<(state: LibraryState) => void>();
  const inline = createInlineLibraryWorker();
  const [file, backups] = [join(folder, 'prompts.db'), join(folder, 'copies')];
  const notify = (message: string): number => notices.push(message);
  const state: LibraryState = { status: 'open', folder: '/library', readOnly: null, warning: null };
  const it = createPrompts({
    ...{ clock, file, backups, jobs: join(folder, 'jobs.db'), reader: inline, chores: inline },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    library: {
      state: () => state,
      recordsFile: () => library,
      onState: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onChange: (_listener: (change: LibraryChange) => void) => () => undefined,
    },
    openPrompts: (isDamaged) => openPrompts({ file, backups, now: clock.now, notify }, isDamaged),
  });
  started.push(it);
  const all = async (): Promise<readonly PromptSummary[]> => {
    const { ids } = await it.find(ALL);
    return it.details([...ids].map((id) => id as PromptId));
  };
  return {
    ...{ it, notices, clock, all },
    texts: async (query = {}) => {
      const { ids } = await it.find({ ...ALL, ...query });
      return (await it.details([...ids].map((id) => id as PromptId))).map(({ text }) => text);
    },
    one: async (text) => {
      const found = (await all()).find((prompt) => prompt.text === text);
      if (!found) throw new Error(`no prompt “${text}”`);
      return found;
    },
    opened: () => {
      for (const listener of listeners) listener(state);
    },
  };
}

/** A library with images of jobs. */
function libraryFile(...images: readonly ReturnType<typeof madeGeneration>[]): string {
  const file = join(folder, 'library.db');
  const { store, database } = madeStore(file);
  store.records.rebuild(images.map((image) => ({ image, collections: [], found: null, modifiedAt: null })));
  started.push(database);
  return file;
}

/** Waits for what is written in turns of the loop. */
const written = async ({ clock }: World): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(1000);
};

describe('prompts that are sent', () => {
  it('are there at once, each text once, however often and with whatever space around', async () => {
    const app = world();
    app.it.sent([job(1, ' a red fox '), job(2, 'a blue hare')], null);
    app.it.sent([job(3, 'a red fox\r')], null);
    await written(app);
    expect(await app.texts()).toEqual(['a red fox', 'a blue hare']);
    expect(await app.one('a red fox')).toMatchObject({ uses: 2, models: ['m'], recipe: { prompt: 'a red fox' } });
    expect(app.it.walk(0)?.text).toBe('a red fox');
    expect(app.it.walk(1)?.text).toBe('a blue hare');
    expect(app.it.walk(2)).toBeNull();
  });

  it('are not doubled by a repeated press, nor by the start that catches up', async () => {
    const { insert } = jobsFile();
    insert(job(1, 'a red fox'));
    const app = world();
    app.it.sent([job(1, 'a red fox')], null);
    app.it.sent([job(1, 'a red fox')], null);
    app.it.start();
    await written(app);
    app.it.close();
    const again = world();
    again.it.start();
    await written(again);
    expect(await again.one('a red fox')).toMatchObject({ uses: 1 });
  });

  it('that a crash kept from being written come back from the jobs, and those of an emptied file as well', async () => {
    const { insert } = jobsFile();
    insert(job(1, 'a red fox'), job(2, 'a blue hare'));
    const app = world();
    app.it.start();
    await written(app);
    app.it.close();
    insert(job(3, 'a green owl'));
    const again = world();
    again.it.start();
    await written(again);
    expect(await again.texts()).toEqual(['a green owl', 'a blue hare', 'a red fox']);
    again.it.close();
    rmSync(join(folder, 'prompts.db'));
    const third = world();
    third.it.start();
    await written(third);
    expect(await third.texts()).toEqual(['a green owl', 'a blue hare', 'a red fox']);
  });

  it('of a list of jobs that was made anew are found though it counts from one again', async () => {
    const first = jobsFile();
    first.insert(job(1, 'one'), job(2, 'two'), job(3, 'three'));
    const app = world();
    app.it.start();
    await written(app);
    app.it.close();
    first.database.close();
    rmSync(join(folder, 'jobs.db'));
    jobsFile().insert(job(8, 'eight'), job(9, 'nine'));
    const again = world();
    again.it.start();
    await written(again);
    expect(await again.texts()).toEqual(['nine', 'eight', 'three', 'two', 'one']);
  });

  it('cost what their jobs are charged, decided while they still wait, later, or while Easel was closed; the demo is free', async () => {
    const { insert, save } = jobsFile();
    const open = [
      job(1, 'a'),
      job(2, 'b'),
      job(3, 'c'),
      job(4, 'd', 'queued', { gateway: { kind: 'demo', origin: 'demo:' } }),
    ];
    insert(...open);
    const app = world();
    app.it.start();
    app.it.sent(open, null);
    app.it.changed([job(1, 'a', 'done')]);
    await written(app);
    app.it.changed([job(2, 'b', 'refused'), job(4, 'd', 'done')]);
    await written(app);
    app.it.close();
    save(job(3, 'c', 'unknown'));
    const again = world();
    again.it.start();
    await written(again);
    expect(await again.one('a')).toMatchObject({ cost: 0.05, unknownCost: 0 });
    expect(await again.one('b')).toMatchObject({ cost: 0, unknownCost: 0 });
    expect(await again.one('c')).toMatchObject({ cost: 0, unknownCost: 0.05 });
    expect(await again.one('d')).toMatchObject({ cost: 0, unknownCost: 0 });
    // A person named the request of the unknown one.
    again.it.changed([job(3, 'c', 'done')]);
    await written(again);
    expect(await again.one('c')).toMatchObject({ cost: 0.05, unknownCost: 0 });
  });

  it('in one batch are no versions of each other, but of what they were made from', async () => {
    const app = world();
    app.it.sent([job(1, 'a red fox in the snow')], null);
    await written(app);
    const { id } = await app.one('a red fox in the snow');
    const batchId = `bat_${'0'.repeat(20)}`;
    const batch = (from: number, of: readonly string[]): readonly Job[] =>
      of.map((prompt, n) => job(from + n, prompt, 'queued', { batchId: batchId.replace(/0$/, String(from)) }));
    app.it.sent(batch(2, ['one gold coin', 'one gold ring']), {
      basedOn: null,
      pattern: 'one gold {coin|ring}',
      values: {},
    });
    app.it.sent(batch(4, ['a fox', 'an owl']), { basedOn: id, pattern: '{a fox|an owl}', values: { animal: 'fox' } });
    await written(app);
    expect((await app.one('one gold ring')).versions).toBe(1);
    expect((await app.it.story(id))?.versions.map(({ text, parent }) => [text, parent])).toEqual([
      ['a red fox in the snow', null],
      ['a fox', id],
      ['an owl', id],
    ]);
    expect(app.it.templates().variables).toEqual([{ name: 'animal', recent: ['fox'], list: [] }]);
  });
});

describe('what came of prompts', () => {
  it('is read from the library of the moment: kept ones first, none from the trash', async () => {
    const library = libraryFile(
      madeGeneration(1, 1),
      madeGeneration(2, 1, { stars: 2 }),
      madeGeneration(3, 1, { trashedAt: 5 }),
      madeGeneration(4, 2),
    );
    jobsFile().insert(job(1, 'a red fox', 'done'), job(2, 'a blue hare', 'done'), job(3, 'no image'));
    const app = world(library);
    app.it.start();
    await written(app);
    const fox = await app.one('a red fox');
    expect(fox).toMatchObject({ imageCount: 2, keptCount: 1 });
    expect(fox.images.map((id) => id.slice(-1))).toEqual(['2', '1']);
    expect(await app.texts({ order: 'images' })).toEqual(['a red fox', 'a blue hare', 'no image']);
    const story = await app.it.story(fox.id);
    expect(story?.uses).toMatchObject([{ status: 'done', charge: 'yes', estimate: 0.05, jobId: jobId(1) }]);
    expect(story?.uses[0]?.images).toHaveLength(2);
  });

  it('of another computer’s jobs come from the images that were made in them, paid as a whole', async () => {
    const two = [madeGeneration(1, 7, { title: 'far away' }), madeGeneration(2, 7, { title: 'far away' })];
    const app = world(libraryFile(...two, madeGeneration(3, 1, { title: 'a red fox' })));
    jobsFile().insert(job(1, 'a red fox', 'done'));
    app.it.start();
    await written(app);
    app.opened();
    await written(app);
    expect(await app.one('far away')).toMatchObject({ uses: 1, imageCount: 2, cost: 0.2 });
    expect(await app.one('a red fox')).toMatchObject({ uses: 1, imageCount: 1, cost: 0.05 });
  });

  it('is done without where the library’s records are damaged, and the history stays as it is', async () => {
    const library = join(folder, 'library.db');
    writeFileSync(library, Buffer.alloc(8192, 7));
    const app = world(library);
    app.it.sent([job(1, 'a red fox')], null);
    app.it.start();
    await written(app);
    expect(await app.one('a red fox')).toMatchObject({ uses: 1, imageCount: 0 });
    expect(app.notices).toEqual([]);
  });
});

describe('a history that can’t be used', () => {
  const file = (): string => join(folder, 'prompts.db');
  const template = { id: TemplateId.parse(`tpl_${'0'.repeat(20)}`), name: 'Product', text: 'a {{product}}' };

  it('is set aside when it is damaged; marks and templates come back from the copy of a day, the rest from the jobs', async () => {
    const { insert } = jobsFile();
    insert(job(1, 'a red fox'));
    const app = world();
    app.it.start();
    await written(app);
    app.it.mark([(await app.one('a red fox')).id], { kind: 'favourite', favourite: true });
    app.it.changeTemplates((store) => {
      store.save(template);
    });
    await app.clock.advance(120_000);
    const copy = join(folder, 'copies', `prompts-${localDay(app.clock.now())}.db`);
    while (!existsSync(copy)) await new Promise((resolve) => setImmediate(resolve));
    app.it.close();
    insert(job(2, 'a blue hare'));
    writeFileSync(file(), Buffer.alloc(40_000, 7));
    const again = world();
    again.it.start();
    await written(again);
    expect(await again.texts()).toEqual(['a blue hare', 'a red fox']);
    expect((await again.one('a red fox')).favourite).toBe(true);
    expect(again.it.templates().templates).toEqual([template]);
    expect(again.notices).toEqual([expect.stringMatching(/damaged and is kept as “.*prompts\.db\.damaged-/)]);
    expect(readdirSync(folder).some((name) => name.includes('.damaged-'))).toBe(true);
  });

  it('made by a newer Easel is not touched; sending goes on, and the person is told', async () => {
    openDatabase({
      file: file(),
      migrations: Array.from({ length: 9 }, () => 'CREATE TABLE IF NOT EXISTS prompts (x)'),
      now: () => 0,
    }).database.close();
    const app = world();
    app.it.start();
    app.it.sent([job(1, 'a red fox')], null);
    app.it.changed([job(1, 'a red fox', 'done')]);
    await written(app);
    expect(await app.texts()).toEqual([]);
    expect([app.it.complete('a'), app.it.walk(0), await app.it.story(1 as PromptId)]).toEqual([null, null, null]);
    expect(() => {
      app.it.changeTemplates((store) => {
        store.save(template);
      });
    }).toThrow(/can’t be opened/);
    expect(app.notices).toEqual([expect.stringMatching(/newer Easel/)]);
    expect(existsSync(`${file()}.damaged`)).toBe(false);
  });
});

describe('news', () => {
  it('come at once, then together, with a greater revision than a list that was read before', async () => {
    const app = world();
    const told: number[] = [];
    app.it.onChange(({ revision }) => told.push(revision));
    const before = (await app.it.find(ALL)).revision;
    for (const n of [1, 2, 3]) app.it.sent([job(n, `prompt ${String(n)}`)], null);
    await written(app);
    const after = (await app.it.find(ALL)).revision;
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(2);
    expect(told.at(-1)).toBe(after);
    expect(told[0]).toBeGreaterThan(before);
  });
});
