import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { z } from 'zod';
import { Job } from '../../src/shared/job';

/** A line of the receipts, as far as the harness reads it. */
const Line = z.object({ what: z.string(), job: z.string() });
/** See the schema of the same name. */
export type Line = Readonly<z.infer<typeof Line>> & { readonly text: string };

/** A record of the library, as far as the harness reads it. */
const ImageRow = z.object({
  file: z.string(),
  sha256: z.string(),
  job_id: z.string().nullable(),
  output_index: z.number().nullable(),
  origin: z.string().nullable(),
});
/** See the schema of the same name. */
export type ImageRow = Readonly<z.infer<typeof ImageRow>>;

/** What lies on the disk of a run. Read without changing anything, so that the next run finds it as the last one left it. */
export interface DiskState {
  /** Whole lines of the receipts, in order; torn ones are left out. */
  readonly receipts: readonly Line[];
  readonly jobs: readonly Job[];
  /** Rows that are no job, and what SQLite says of a damaged file. */
  readonly damage: readonly string[];
  readonly images: readonly ImageRow[];
  /** SHA-256 of every original, by its path below the library folder. */
  readonly originals: ReadonlyMap<string, string>;
}

/** Reads what lies on the disk of a run. */
export function readDisk(folder: string): DiskState {
  const damage: string[] = [];
  const jobRows = rowsOf(join(folder, 'user-data', 'jobs.db'), 'SELECT id, data FROM jobs ORDER BY seq', damage);
  const imageRows = rowsOf(
    join(folder, 'library', 'library.db'),
    'SELECT file, sha256, job_id, output_index, origin FROM images ORDER BY seq',
    damage,
  );
  return {
    receipts: readReceipts(join(folder, 'user-data', 'receipts')),
    jobs: jobRows.flatMap((row) => readJob(row, damage)),
    damage,
    images: z.array(ImageRow).parse(imageRows),
    originals: digests(join(folder, 'library')),
  };
}

function readJob(row: unknown, damage: string[]): readonly Job[] {
  const { id, data } = z.object({ id: z.string(), data: z.string() }).parse(row);
  const parsed = Job.safeParse(JSON.parse(data));
  if (parsed.success) return [parsed.data];
  damage.push(`the row of ${id} is no job`);
  return [];
}

/** The rows of a copy, with the log that a killed run left beside it. Nothing where the table was not made yet. */
function rowsOf(file: string, sql: string, damage: string[]): readonly unknown[] {
  if (!existsSync(file)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'easel-faults-copy-'));
  try {
    for (const suffix of ['', '-wal']) {
      if (existsSync(file + suffix)) copyFileSync(file + suffix, join(folder, `copy.db${suffix}`));
    }
    const database = new DatabaseSync(join(folder, 'copy.db'));
    try {
      const verdict = z.object({ integrity_check: z.string() }).parse(database.prepare('PRAGMA integrity_check').get());
      if (verdict.integrity_check !== 'ok') damage.push(`${file}: ${verdict.integrity_check}`);
      const tables = database.prepare(`SELECT 1 FROM sqlite_master WHERE name IN ('jobs', 'images')`).all();
      return tables.length === 0 ? [] : database.prepare(sql).all();
    } finally {
      database.close();
    }
  } catch (error) {
    damage.push(`${file}: ${String(error)}`);
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReceipts(folder: string): readonly Line[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.ndjson'));
  const texts = names.sort().flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  return texts.flatMap((text) => {
    try {
      return [{ ...Line.parse(JSON.parse(text)), text }];
    } catch {
      return [];
    }
  });
}

function digests(library: string): ReadonlyMap<string, string> {
  const folder = join(library, 'originals');
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((file) => [relative(library, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}
