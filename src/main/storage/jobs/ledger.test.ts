import { describe, expect, it } from 'vitest';
import { chargeOf } from '../../../shared/charge';
import type { Job } from '../../../shared/job';
import type { LedgerRow } from '../../../shared/ledger';
import type { JobStore } from '../../core/ports';
import type { Database } from '../database';
import { openDatabase } from '../database';
import { createJobStore } from './job-store';
import { ledgerCsv, readLedger } from './ledger';
import { ALL_STATES, MADE_LOST, MADE_PROBLEM, madeJob } from './made-jobs';
import { jobMigrations } from '../migrations/jobs';

const gateway = { kind: 'live', origin: 'https://gateway.test' };
const at = (month: number, day: number, hour = 12): number => new Date(2026, month - 1, day, hour).getTime();
function created(...jobs: readonly Job[]): { readonly database: Database; readonly store: JobStore } {
  const { database } = openDatabase({ file: ':memory:', migrations: jobMigrations, now: () => 0 });
  const store = createJobStore(database, () => undefined);
  for (const job of jobs) store.insert(job);
  return { database, store };
}
/** How the row counts its only job. */
function onlySum(row: LedgerRow): string {
  const { charged, unknown, notCharged, pending } = row;
  const sums = Object.entries({ yes: charged, unknown, no: notCharged, pending });
  return sums.flatMap(([charge, { jobs }]) => Array.from({ length: jobs }, () => charge)).join();
}
async function csv(database: Database): Promise<string> {
  let text = '';
  for await (const part of ledgerCsv(database)) text += part;
  return text;
}

describe('ledger', () => {
  const systemError = { ...MADE_PROBLEM, code: 'system-error' };
  const jobs: readonly Job[] = [
    ...ALL_STATES.map((status, n) => madeJob(n, status, { gateway })),
    madeJob(50, 'failed', { gateway, problem: systemError }),
    madeJob(51, 'done', { gateway, outputs: MADE_LOST }),
  ];
  it.each(jobs.map((job) => ({ job, status: job.status })))(
    'says of the money of a job that is $status what the rule says',
    ({ job }) => {
      expect(onlySum(readLedger(created(job).database, 'day').total)).toBe(chargeOf(job) ?? 'pending');
    },
  );

  it('adds up days and months of this time zone, newest first, without the demo', () => {
    const { database, store } = created(
      madeJob(1, 'done', { gateway, createdAt: at(10, 31, 23), estimate: 0.1 }),
      madeJob(2, 'done', { gateway, createdAt: at(11, 1, 0), estimate: 0.2 }),
      madeJob(3, 'unknown', { gateway, createdAt: at(11, 1, 23), estimate: 0.7 }),
      madeJob(4, 'done', { gateway, createdAt: at(11, 2), estimate: 0.1 }),
      madeJob(5, 'done', { createdAt: at(11, 2), estimate: 9 }),
    );
    store.dismissFinished();
    const nothing = { jobs: 0, images: 0, dollars: 0 };
    const zero = { charged: nothing, unknown: nothing, notCharged: nothing, pending: nothing };
    const sum = (count: number, dollars: number): object => ({ jobs: count, images: 2 * count, dollars });
    expect(readLedger(database, 'day')).toEqual({
      by: 'day',
      rows: [
        { ...zero, key: '2026-11-02', label: '2026-11-02', charged: sum(1, 0.1) },
        { ...zero, key: '2026-11-01', label: '2026-11-01', charged: sum(1, 0.2), unknown: sum(1, 0.7) },
        { ...zero, key: '2026-10-31', label: '2026-10-31', charged: sum(1, 0.1) },
      ],
      total: { ...zero, key: null, label: 'total', charged: sum(3, 0.4), unknown: sum(1, 0.7) },
    });
    expect(readLedger(database, 'month').rows).toEqual([
      { ...zero, key: '2026-11', label: '2026-11', charged: sum(2, 0.3), unknown: sum(1, 0.7) },
      { ...zero, key: '2026-10', label: '2026-10', charged: sum(1, 0.1) },
    ]);
  });

  it('follows a job through its states, and counts the images that came, not those asked for', () => {
    const { database, store } = created(madeJob(1, 'queued', { gateway }));
    expect(onlySum(readLedger(database, 'day').total)).toBe('pending');
    const [output] = madeJob(1, 'done').outputs;
    store.save(madeJob(1, 'done', { gateway, outputs: [output] }));
    expect(readLedger(database, 'day').total.charged).toEqual({ jobs: 1, images: 1, dollars: 0.05 });
  });
});

describe('ledger as CSV', () => {
  const prompted = (n: number, prompt: string): Job =>
    madeJob(n, 'done', { gateway, recipe: { ...madeJob(n, 'done').recipe, prompt } });

  it('has one line for each live job, with the mark for Excel', async () => {
    const { database } = created(madeJob(1, 'unknown'), madeJob(2, 'done', { gateway, outputs: MADE_LOST }));
    const [head = '', line, end] = (await csv(database)).split('\r\n');
    expect(head.startsWith('\uFEFFCreated (UTC),Day,Job,')).toBe(true);
    expect(line).toMatch(
      /^1970-01-01T00:00:01.002Z,19\d\d-\d\d-\d\d,job_0{19}2,r2,done,yes,0.05,2,1,m,1k,edit,a “fox” \0 狐,https:\/\/gateway.test$/,
    );
    expect(end).toBe('');
  });

  it.each([
    ['=1+1', `'=1+1`],
    ['+cmd', `'+cmd`],
    ['-2', `'-2`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `"'\t=1"`],
    [' =1', `' =1`],
    ['a, "b"\nc', `"a, ""b""\nc"`],
    ['plain = text', 'plain = text'],
  ])('writes %j so that no spreadsheet runs or splits it', async (prompt, cell) => {
    expect(await csv(created(prompted(1, prompt)).database)).toContain(`,edit,${cell},https`);
  });

  it('leaves out none of a thousand, and names the one that can’t be read', async () => {
    const { database } = created(...Array.from({ length: 1200 }, (_none, n) => prompted(n, 'x')));
    database.run(`UPDATE jobs SET data = 'not json' WHERE seq = 700`);
    const lines = (await csv(database)).split('\r\n');
    expect(lines).toHaveLength(1202);
    expect(lines[700]).toMatch(/,job_0*699,,unreadable,unknown,,,,,,,,$/);
  });
});
