import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job, JobIn } from '../../../shared/job';
import { isFinished } from '../../../shared/job-status';
import { openDatabase } from '../database';
import { ALL_STATES, jobId, madeJob } from './made-jobs';
import { jobMigrations } from '../migrations/jobs';
import type { OpenedJobs } from './open-jobs';
import { openJobs } from './open-jobs';
import { createReceipts } from './receipts';
import { createInlineReplyWorker } from './reply-worker-line';

const COPIES = 4;
let root = '';
/** User data as an engine leaves it behind that was at work: jobs in all states, with their receipts. */
let left = '';
let here = '';
const file = (): string => join(here, 'jobs.db');
const plan = (folder: string): Parameters<typeof openJobs>[0] => ({
  file: join(folder, 'jobs.db'),
  receipts: join(folder, 'receipts'),
  now: () => Date.UTC(2026, 10, 22),
  report: () => undefined,
});
const jobs: readonly Job[] = Array.from({ length: COPIES }, (_none, copy) =>
  ALL_STATES.map((status, place) => madeJob(1 + copy * ALL_STATES.length + place, status)),
).flat();
const wasSent = (job: Job): job is Exclude<Job, JobIn<'queued' | 'cancelled' | 'stopped'>> =>
  !['queued', 'cancelled', 'stopped'].includes(job.status);
const sent = jobs.filter(wasSent);

function openReceipts(folder: string): ReturnType<typeof createReceipts> {
  return createReceipts({
    folder: join(folder, 'receipts'),
    mask: (text) => text,
    secretForms: () => [],
    worker: createInlineReplyWorker(),
    now: () => Date.UTC(2026, 10, 22),
    report: () => undefined,
  });
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'easel-open-jobs-'));
  left = join(root, 'left');
  const receipts = openReceipts(left);
  const { store, database } = openJobs(plan(left));
  for (const job of jobs) {
    store.insert(job);
    if (wasSent(job)) {
      const { id, intentId, createdAt, recipe } = job;
      void receipts.sending(madeJob(1, 'submitting', { id, intentId, createdAt, recipe }), {
        gateway: job.gateway,
        url: 'demo:/submit',
        headers: {},
        body: '{}',
      });
      const body = 'requestId' in job ? `{"request_id":"${job.requestId}"}` : '{"odd":true}';
      if (job.status !== 'submitting') await receipts.reply(id, 0, { status: 202, headers: {}, body });
    }
    if (isFinished(job)) receipts.ended(job);
  }
  store.dismiss(jobId(1 + ALL_STATES.indexOf('done')));
  database.close();
});
afterAll(() => {
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  here = join(root, 'here');
  cpSync(left, here, { recursive: true });
});
afterEach(() => {
  rmSync(here, { recursive: true });
});

/** A small generator of numbers from 0 to below 1, the same at each run. */
function seeded(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** What must hold after any damage. */
function expectNothingLost({ store }: OpenedJobs): void {
  for (const job of sent) {
    const found = store.get(job.id);
    // Recovery settles what is found in `submitting` by the recorded reply, which names the request.
    const known = found !== undefined && 'requestId' in found ? found.requestId : found?.status;
    expect(['submitting', 'requestId' in job ? job.requestId : job.status]).toContain(known);
  }
  const queued = store.due(0, [], 1000);
  expect(queued.every(({ id }) => jobs.some((job) => job.id === id && job.status === 'queued'))).toBe(true);
  expect(new Set(queued.map(({ id }) => id)).size).toBe(queued.length);
}

interface Damage {
  readonly what: string;
  readonly damage: (bytes: Buffer, random: () => number) => Buffer;
}
const page = (bytes: Buffer, random: () => number): number => Math.floor((random() * bytes.length) / 4096) * 4096;
const DAMAGES: readonly Damage[] = [
  ...Array.from({ length: 40 }, (_none, n) => ({
    what: `flipped bits ${String(n)}`,
    damage: (bytes: Buffer, random: () => number): Buffer => {
      for (let flips = 1 + (n % 4) * 8; flips > 0; flips--) {
        const at = Math.floor(random() * bytes.length);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at);
      }
      return bytes;
    },
  })),
  ...Array.from({ length: 20 }, (_none, n) => ({
    what: `cut short ${String(n)}`,
    damage: (bytes: Buffer, random: () => number): Buffer => bytes.subarray(0, Math.floor(random() * bytes.length)),
  })),
  ...Array.from({ length: 20 }, (_none, n) => ({
    what: `zeroed pages ${String(n)}`,
    damage: (bytes: Buffer, random: () => number): Buffer => {
      for (let pages = 1 + (n % 5); pages > 0; pages--) {
        const at = n === 0 ? 0 : page(bytes, random);
        bytes.fill(0, at, at + 4096);
      }
      return bytes;
    },
  })),
  ...Array.from({ length: 8 }, (_none, n) => ({
    what: `a page in another’s place ${String(n)}`,
    damage: (bytes: Buffer, random: () => number): Buffer => {
      const from = page(bytes, random);
      bytes.copy(bytes, page(bytes, random), from, from + 4096);
      return bytes;
    },
  })),
  { what: 'another kind of file', damage: () => Buffer.from('no database '.repeat(2000)) },
  { what: 'random bytes', damage: (bytes, random) => bytes.map(() => Math.floor(random() * 256)) as Buffer },
  { what: 'an empty file', damage: () => Buffer.alloc(0) },
];

describe('a damaged list of jobs', () => {
  it.each([
    ['checksum INTEGER', 'checkSvm INTEGER'],
    ['CREATE INDEX jobs_undecided', 'CREATE INDEX jobs_undecideX'],
    ["'unknown' OR lost", "'unknowX' OR lost"],
    ['CREATE TABLE listed', 'CREATE TABLE lisXed'],
  ])('whose description of tables says %j as %j is made again', (right, wrong) => {
    const bytes = readFileSync(file());
    const at = bytes.indexOf(right);
    expect(at).toBeGreaterThan(0);
    bytes.write(wrong, at, 'latin1');
    writeFileSync(file(), bytes);
    const opened = openJobs(plan(here));
    expect(opened.store.listed().length).toBeGreaterThan(10);
    expectNothingLost(opened);
    opened.database.close();
  });

  it.each(DAMAGES.map(({ what, damage }, seed) => ({ what, damage, seed })))(
    '$what: every request is there again, nothing is queued that was sent, the damaged file is kept',
    ({ damage, seed }) => {
      const before = readFileSync(file());
      const damaged = Buffer.from(damage(Buffer.from(before), seeded(seed + 1)));
      writeFileSync(file(), damaged);
      const opened = openJobs(plan(here));
      expectNothingLost(opened);
      opened.database.close();
      if (opened.notice !== null && damaged.length > 0) {
        expect(opened.notice).toMatch(/^The list of jobs was damaged and is kept as “.*”\. Brought back: \d+ jobs/);
        const kept = readdirSync(here).filter((name) => name.startsWith('jobs.db.damaged-'));
        expect(readFileSync(join(here, kept[0] ?? '')).equals(damaged)).toBe(true);
      }
      expect(readdirSync(here).filter((name) => name.startsWith('salvage-'))).toEqual([]);
      // What was made again is whole.
      const again = openJobs(plan(here));
      expect(again.notice).toBeNull();
      expectNothingLost(again);
      again.database.close();
    },
  );

  it('that is another program’s database is set aside, not taken over', () => {
    rmSync(file());
    openDatabase({ file: file(), migrations: ['CREATE TABLE notes (text TEXT)'], now: () => 0 }).database.close();
    const opened = openJobs(plan(here));
    expect(opened.notice).toContain('is kept as');
    expectNothingLost(opened);
    opened.database.close();
  });

  it('that is missing is made again from the receipts; where there are none, none was lost', () => {
    ['', '-wal', '-shm'].forEach((suffix) => {
      rmSync(file() + suffix, { force: true });
    });
    const opened = openJobs(plan(here));
    expect(opened.notice).toMatch(/^The list of jobs was missing\. Brought back/);
    expectNothingLost(opened);
    opened.database.close();
    const first = openJobs(plan(join(root, 'left', 'receipts', 'bodies')));
    expect(first.notice).toBeNull();
    first.database.close();
  });

  it('keeps what was never sent, and what was taken from the list stays away', () => {
    truncateSync(file(), readFileSync(file()).length - 1);
    const opened = openJobs(plan(here));
    expect(opened.notice).not.toBeNull();
    expect(opened.store.due(0, [], 100)).toHaveLength(COPIES);
    const dismissed = jobId(1 + ALL_STATES.indexOf('done'));
    expect(opened.store.get(dismissed)).toBeDefined();
    expect(opened.store.listed().some(({ id }) => id === dismissed)).toBe(false);
    opened.database.close();
  });

  it('that is from a newer Easel is refused and left as it is', () => {
    const { database } = openDatabase({ file: file(), migrations: jobMigrations, now: () => 0 });
    database.run('PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(file());
    expect(() => openJobs(plan(here))).toThrow('newer Easel');
    expect(readFileSync(file()).equals(before)).toBe(true);
    expect(existsSync(`${file()}.damaged`)).toBe(false);
  });
});

describe('a whole list', () => {
  it('is not taken for damaged because its jobs have changed', () => {
    const first = openJobs(plan(here));
    first.store.save(madeJob(1, 'queued', { tries: 1 }));
    first.store.saveAll([madeJob(2, 'submitting', { leftRunning: true })]);
    first.database.close();
    const again = openJobs(plan(here));
    expect(again.notice).toBeNull();
    expect(again.store.get(jobId(1))).toMatchObject({ tries: 1 });
    again.database.close();
  });
});

describe('a list that is made again', () => {
  const rebuilt = (n: number): Job | undefined => {
    truncateSync(file(), 0);
    const opened = openJobs(plan(here));
    const job = opened.store.get(jobId(n));
    opened.database.close();
    return job;
  };
  const sending = (n: number, tries: number): void => {
    const order = { gateway: madeJob(1, 'queued').gateway, url: 'demo:/', headers: {}, body: '{}' };
    void openReceipts(here).sending(madeJob(n, 'submitting', { tries }), order);
  };

  it('holds a job that was sent last and not answered as one in doubt, never as one that waits', () => {
    sending(900, 0);
    openReceipts(here).notSent(jobId(900), 0);
    sending(900, 1);
    expect(rebuilt(900)).toMatchObject({ status: 'submitting', tries: 1 });
  });

  it('sends nothing again by itself that was not handed over the last time', () => {
    sending(900, 0);
    openReceipts(here).notSent(jobId(900), 0);
    expect(rebuilt(900)).toMatchObject({ status: 'stopped' });
  });

  it('follows the id that a person named after the end in doubt', () => {
    sending(900, 0);
    openReceipts(here).ended(madeJob(900, 'unknown'));
    openReceipts(here).identified(jobId(900), 'found-it');
    expect(rebuilt(900)).toMatchObject({ status: 'accepted', requestId: 'found-it' });
  });

  it('believes the receipts, not an old row that still waits to be sent', () => {
    const { store, database } = openJobs(plan(here));
    store.insert(madeJob(900, 'queued'));
    sending(900, 0);
    database.close();
    writeFileSync(file(), readFileSync(file()).subarray(0, -1));
    const opened = openJobs(plan(here));
    expect(opened.notice).not.toBeNull();
    expect(opened.store.get(jobId(900))).toMatchObject({ status: 'submitting' });
    opened.database.close();
  });
});

describe('a whole list of an earlier moment, as a lost log leaves it', () => {
  const order = { gateway: madeJob(1, 'queued').gateway, url: 'demo:/', headers: {}, body: '{}' };
  const inserted = (...made: readonly Job[]): void => {
    const { store, database } = openJobs(plan(here));
    for (const job of made) store.insert(job);
    database.close();
  };
  const found = (n: number): { readonly job: Job | undefined; readonly notice: string | null } => {
    const { store, database, notice } = openJobs(plan(here));
    const job = store.get(jobId(n));
    database.close();
    return { job, notice };
  };
  const reply = (status: number): Promise<void> =>
    openReceipts(here).reply(jobId(900), 0, { status, headers: {}, body: '{"request_id":"r900"}' });

  it('does not send again what the receipts say was sent', () => {
    inserted(madeJob(900, 'queued'));
    void openReceipts(here).sending(madeJob(900, 'submitting'), order);
    expect(found(900)).toMatchObject({ job: { status: 'submitting' }, notice: expect.stringContaining('1 job') });
  });

  it.each(['cancelled', 'stopped'] as const)(
    'does not send what was %s while it waited for its next delivery of sources',
    async (end) => {
      const sent = [] as const;
      inserted(madeJob(900, 'queued', { delivery: { step: 2, sent } }));
      void openReceipts(here).sending(madeJob(900, 'submitting', { delivery: { step: 1, sent } }), order);
      await openReceipts(here).reply(jobId(900), 1, { status: 413, headers: {}, body: 'too large' });
      expect(found(900).job).toMatchObject({ status: 'queued', delivery: { step: 2 } });
      openReceipts(here).ended(madeJob(900, end, { delivery: { step: 2, sent } }));
      expect(found(900).job).toMatchObject({ status: end });
    },
  );

  it('does not send again what was answered, and follows the answer', async () => {
    inserted(madeJob(900, 'queued'));
    void openReceipts(here).sending(madeJob(900, 'submitting'), order);
    await reply(202);
    expect(found(900).job).toMatchObject({ status: 'submitting' });
  });

  it('has a job that it never heard of, so that its intent is not paid a second time', async () => {
    void openReceipts(here).sending(madeJob(900, 'submitting'), order);
    await reply(202);
    const { job } = found(900);
    expect(job).toMatchObject({ status: 'submitting', intentId: madeJob(900, 'queued').intentId });
    // Told once: the next start finds nothing behind.
    expect(found(900).notice).toBeNull();
  });

  it.each([401, 402, 403, 429])(
    'leaves a job waiting that was answered with %i and may be sent again',
    async (status) => {
      inserted(madeJob(900, 'queued', { tries: 0 }));
      void openReceipts(here).sending(madeJob(900, 'submitting'), order);
      await reply(status);
      expect(found(900)).toMatchObject({ job: { status: 'queued' }, notice: null });
    },
  );

  it('leaves a job waiting that was not handed over', () => {
    inserted(madeJob(900, 'queued', { tries: 1 }));
    void openReceipts(here).sending(madeJob(900, 'submitting'), order);
    openReceipts(here).notSent(jobId(900), 0);
    expect(found(900)).toMatchObject({ job: { status: 'queued' }, notice: null });
  });

  it('follows the id that a person had named', () => {
    inserted(madeJob(900, 'unknown'));
    void openReceipts(here).sending(madeJob(900, 'submitting'), order);
    openReceipts(here).ended(madeJob(900, 'unknown'));
    openReceipts(here).identified(jobId(900), 'found-it');
    expect(found(900).job).toMatchObject({ status: 'accepted', requestId: 'found-it' });
  });

  it('does not fetch again what was fetched, nor bring back what goes on since', () => {
    inserted(madeJob(900, 'saving'));
    void openReceipts(here).sending(madeJob(900, 'submitting'), order);
    openReceipts(here).ended(madeJob(900, 'done'));
    expect(found(900)).toMatchObject({ job: { status: 'saving' }, notice: null });
  });

  it('is brought up to date from the end of long receipts alone', () => {
    const receipts = openReceipts(here);
    for (let n = 0; n < 80; n += 1) receipts.status(jobId(1), { status: 200, headers: {}, body: 'x'.repeat(60_000) });
    void receipts.sending(madeJob(901, 'submitting'), order);
    expect(found(901).job).toMatchObject({ status: 'submitting' });
  });
});
