import { z } from 'zod';
import type { Writing } from '../../../shared/draft';
import { chargeOf } from '../../../shared/charge';
import { ImageId, JobId } from '../../../shared/ids';
import { Origin } from '../../../shared/image';
import type { Job } from '../../../shared/job';
import type { Charge } from '../../../shared/problem';
import { Recipe } from '../../../shared/recipe';
import type { Database } from '../database';
import { openForReading } from '../database';
import { JOB_COLUMNS, readJobRow } from '../jobs/job-row';
import { Json } from '../json';
import type { Cursor, NewUse } from './prompt-store';

/** The use that a job is of its prompt. */
export function useOfJob(job: Job, writing: Writing | null = null): NewUse {
  const { recipe, gateway, estimate } = job;
  return {
    ...{ text: recipe.prompt, jobId: job.id, batchId: job.batchId, at: job.createdAt, recipe },
    micros: gateway.kind === 'demo' ? 0 : Math.round(estimate * 1e6),
    charge: chargeOf(job),
    pattern: writing?.pattern ?? null,
    basedOn: writing?.basedOn ?? null,
  };
}

/** Uses that a source told of, and where to go on; null at its end. */
export interface UsePage {
  readonly uses: readonly NewUse[];
  readonly next: Cursor | null;
}

interface Page {
  /** Where the last page ended; null for the first. */
  readonly after: Cursor | null;
  readonly limit: number;
}

/** What the thread reads for a history that is behind; each takes and gives plain data. */
export const PROMPT_SOURCES = {
  /** Jobs of this machine in their order, from `jobs.db`; those that can't be read are passed over. */
  usesOfJobs: ({ jobs, ...page }: Page & { readonly jobs: string }): UsePage =>
    reading(jobs, (database) => usesOfJobs(database, page)),
  /** Jobs that made images of a library and that these prompts don't know, such as those of another computer. */
  usesOfLibrary: ({
    library,
    prompts,
    ...page
  }: Page & { readonly library: string; readonly prompts: string }): UsePage =>
    reading(library, (database) => {
      database.run('ATTACH ? AS history', prompts);
      return usesOfLibrary(database, page);
    }),
  /** What is known by now of the money of those jobs. */
  chargesOf: ({ jobs, ids }: { readonly jobs: string; readonly ids: readonly JobId[] }) =>
    reading(jobs, (database) => chargesOf(database, ids)),
} as const;

function reading<T>(file: string, look: (database: Database) => T): T {
  const database = openForReading(file);
  try {
    return look(database);
  } finally {
    database.close();
  }
}

const Id = z.object({ id: z.string() });

/** From the beginning when something else stands where the last page ended: the source was made anew. */
function placeAfter(database: Database, table: string, after: Cursor | null): number {
  if (after === null) return 0;
  const row = Id.safeParse(database.get(`SELECT id FROM ${table} WHERE seq = ?`, after.seq)).data;
  return row?.id === after.id ? after.seq : 0;
}

const JobPlace = z.object({ seq: z.number(), id: z.string() });

function usesOfJobs(database: Database, { after, limit }: Page): UsePage {
  const sql = `SELECT ${JOB_COLUMNS} FROM jobs WHERE seq > ? ORDER BY seq LIMIT ?`;
  const rows = database.all(sql, placeAfter(database, 'jobs', after), limit);
  const uses = rows.flatMap((row) => {
    const { job } = readJobRow(row);
    return job ? useOfJob(job) : [];
  });
  return { uses, next: JobPlace.safeParse(rows.at(-1)).data ?? null };
}

const ImagePlace = z.object({ seq: z.number(), id: ImageId });
const ImageRow = z.object({
  job_id: JobId,
  images: z.number(),
  created_at: z.number(),
  recipe: Json.pipe(Recipe),
  origin: Json.pipe(Origin),
});

function usesOfLibrary(database: Database, { after, limit }: Page): UsePage {
  const from = placeAfter(database, 'images', after);
  const last = ImagePlace.safeParse(
    database.all('SELECT seq, id FROM images WHERE seq > ? ORDER BY seq LIMIT ?', from, limit).at(-1),
  ).data;
  if (!last) return { uses: [], next: null };
  const rows = database.all(
    `SELECT job_id, (SELECT count(*) FROM images AS others WHERE others.job_id = images.job_id) AS images,
       min(created_at) AS created_at, recipe, origin
     FROM images WHERE seq > ? AND seq <= ? AND job_id IS NOT NULL AND recipe IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM history.uses WHERE uses.job_id = images.job_id)
     GROUP BY job_id ORDER BY min(seq)`,
    ...[from, last.seq],
  );
  const uses = rows.flatMap((found): NewUse | readonly [] => {
    const row = ImageRow.safeParse(found).data;
    if (!row) return [];
    const { recipe, origin } = row;
    return {
      ...{ text: recipe.prompt, jobId: row.job_id, batchId: origin.batchId, recipe, pattern: null, basedOn: null },
      at: Math.max(0, row.created_at - origin.tookMs),
      // Each image knows its part of what the job was estimated to cost.
      micros: origin.synthetic ? 0 : Math.round(origin.estimate * row.images * 1e6),
      charge: 'yes',
    };
  });
  return { uses, next: last };
}

const ChargeRow = z.object({ id: JobId, charge: z.enum(['yes', 'no', 'unknown']) });

function chargesOf(
  database: Database,
  ids: readonly JobId[],
): readonly { readonly id: JobId; readonly charge: Charge }[] {
  const sql = 'SELECT id, charge FROM jobs WHERE id IN (SELECT value FROM json_each(?))';
  return database.all(sql, JSON.stringify(ids)).flatMap((row) => ChargeRow.safeParse(row).data ?? []);
}
