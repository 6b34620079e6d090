import { z } from 'zod';
import { chargeOf } from '../../../shared/charge';
import { csvLine } from '../../../shared/csv';
import { Job } from '../../../shared/job';
import type { Ledger, LedgerRow, LedgerSum } from '../../../shared/ledger';
import { localDay } from '../../../shared/local-day';
import type { Database } from '../database';

const SumRow = z.object({
  day: z.string(),
  charge: z.enum(['yes', 'no', 'unknown', 'pending']),
  jobs: z.number(),
  images: z.number(),
  micros: z.number(),
});
type SumRow = z.infer<typeof SumRow>;
/** Answered from the index `jobs_money` alone. */
const SUMS = `SELECT day, charge, count(*) AS jobs, sum(images) AS images, sum(micros) AS micros
  FROM jobs INDEXED BY jobs_money WHERE live GROUP BY day, charge`;

/** What jobs of live gateways cost by day or month, newest first; the day is the local one when Generate was pressed. */
export function readLedger(jobs: Database, by: 'day' | 'month'): Ledger {
  const sums = new Map<string, SumRow[]>();
  const all = jobs.all(SUMS).map((row) => SumRow.parse(row));
  for (const row of all) {
    const key = by === 'day' ? row.day : row.day.slice(0, 7);
    const known = sums.get(key);
    if (known) known.push(row);
    else sums.set(key, [row]);
  }
  const rows = [...sums].map(([key, of]) => ledgerRow(key, of));
  return { by, rows: rows.sort((a, b) => (a.label < b.label ? 1 : -1)), total: ledgerRow('total', all) };
}

function ledgerRow(key: string, rows: readonly SumRow[]): LedgerRow {
  const sum = (charge: SumRow['charge']): LedgerSum => {
    const of = rows.filter((row) => row.charge === charge);
    const add = (field: 'jobs' | 'images' | 'micros'): number => of.reduce((total, row) => total + row[field], 0);
    return { jobs: add('jobs'), images: add('images'), dollars: add('micros') / 1e6 };
  };
  return {
    key: key === 'total' ? null : key,
    label: key,
    charged: sum('yes'),
    unknown: sum('unknown'),
    notCharged: sum('no'),
    pending: sum('pending'),
  };
}

const PAGE = 500;
const CsvRow = z.object({ seq: z.number(), id: z.string(), created_at: z.number(), day: z.string(), data: z.string() });
const HEAD = [
  ...['Created (UTC)', 'Day', 'Job', 'Request id', 'State', 'Charged', 'Estimated USD', 'Images asked'],
  ...['Images saved', 'Model', 'Resolution', 'Kind', 'Prompt', 'Gateway'],
];

/**
 * Every job of a live gateway as CSV (RFC 4180, with the mark by which Excel knows UTF-8), oldest first, in pages with turns
 * for others between. A job that can't be read has a line with its id, charge unknown.
 */
export async function* ledgerCsv(jobs: Database): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(HEAD)}`;
  const sql = `SELECT seq, id, created_at, day, data FROM jobs WHERE seq > ? AND live IS NOT 0 ORDER BY seq LIMIT ${String(PAGE)}`;
  for (let after = 0; ;) {
    const rows = jobs.all(sql, after).map((row) => CsvRow.parse(row));
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => csvLine(cells(row).map(harmless))).join('');
    after = last.seq;
    await new Promise((done) => setImmediate(done));
  }
}

function cells({ id, created_at, day, data }: z.infer<typeof CsvRow>): readonly string[] {
  const created = localDay(created_at) === '' ? '' : new Date(created_at).toISOString();
  const job = Job.safeParse(parseJson(data)).data;
  if (!job) return [created, day, id, '', 'unreadable', 'unknown', ...Array.from({ length: 8 }, () => '')];
  const saved = 'outputs' in job ? job.outputs.filter(({ state }) => state === 'saved').length : 0;
  return [
    ...[created, day, id, 'requestId' in job ? job.requestId : '', job.status, chargeOf(job) ?? 'pending'],
    ...[String(job.estimate), String(job.recipe.count), String(saved), job.recipe.modelId, job.recipe.resolution],
    ...[job.recipe.sourceIds.length > 0 ? 'edit' : 'generation', job.recipe.prompt, job.gateway.origin],
  ];
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function harmless(value: string): string {
  return /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
