import { z } from 'zod';
import { BatchId, ImageId, JobId, PromptId } from '../../../shared/ids';
import { Job } from '../../../shared/job';
import type { JobStatus } from '../../../shared/job';
import type {
  PromptList,
  PromptLook,
  PromptQuery,
  PromptStory,
  PromptSummary,
  PromptUse,
  PromptVersion,
} from '../../../shared/prompts';
import { Recipe } from '../../../shared/recipe';
import type { Database } from '../database';
import { openForReading } from '../database';
import { Json } from '../json';
import { IS_KEPT, orderPrompts, searchPrompts, WITH_IMAGES } from './prompt-search';

/** The files that the history is read from: its own, and what is known beside it. */
export interface PromptSources {
  readonly prompts: string;
  /** `jobs.db`. */
  readonly jobs: string;
  /** The records of the library; null while there is none. */
  readonly library: string | null;
  /** What is known of prompts, and of the library, is the same under the same words: it need not be read again. */
  readonly versions: { readonly prompts: string; readonly library: string };
}

/** What the library's thread reads from the prompts; each takes and gives plain data. */
export const PROMPT_READING = {
  listPrompts: ({ sources, look }: { readonly sources: PromptSources; readonly look: PromptLook }): Listed => {
    const { most, first = 0, ...query } = look;
    return readPrompts(sources, { library: first > 0 || NEED_IMAGES.has(query.order) }, (reading) => {
      const list = listPrompts(reading, sources, query);
      const ids = most === undefined ? list.ids : list.ids.slice(0, most);
      return {
        ...list,
        ids,
        first: [...ids.subarray(0, first)].flatMap((id) => readSummary(reading, PromptId.parse(id)) ?? []),
      };
    });
  },
  promptDetails: ({ sources, ids }: { readonly sources: PromptSources; readonly ids: readonly PromptId[] }) =>
    readPrompts(sources, { library: true }, (reading) => ids.flatMap((id) => readSummary(reading, id) ?? [])),
  promptStory: ({ sources, id }: { readonly sources: PromptSources; readonly id: PromptId }) =>
    readPrompts(sources, { library: true, jobs: true }, (reading) => readStory(reading, id)),
} as const;

const NEED_IMAGES: ReadonlySet<string> = new Set<PromptQuery['order']>(['images', 'kept']);

/** An open look at the prompts. */
interface Reading {
  readonly database: Database;
  /** Attached beside it, as `library` and as `work`. */
  readonly hasLibrary: boolean;
  readonly hasJobs: boolean;
}

interface Need {
  readonly library?: boolean;
  readonly jobs?: boolean;
}

/**
 * Opened for each look, as records are; see `READING`. A library or a list of jobs that can't be read, or is of a version
 * that knows too little, is done without.
 */
function readPrompts<T>(sources: PromptSources, need: Need, look: (reading: Reading) => T): T {
  const database = openForReading(sources.prompts);
  try {
    const hasLibrary = need.library === true && attach(database, sources.library, 'library', LIBRARY_PROBE);
    const hasJobs = need.jobs === true && attach(database, sources.jobs, 'work', JOBS_PROBE);
    try {
      return look({ database, hasLibrary, hasJobs });
    } catch (error) {
      if (!hasLibrary && !hasJobs) throw error;
      // If it was they that are damaged, it works without them.
      return look({ database, hasLibrary: false, hasJobs: false });
    }
  } finally {
    database.close();
  }
}

const LIBRARY_PROBE = 'SELECT images.job_id, marks.flag FROM library.images JOIN library.marks LIMIT 1';
const JOBS_PROBE = 'SELECT status FROM work.jobs LIMIT 1';

function attach(database: Database, file: string | null, name: string, probe: string): boolean {
  if (file === null) return false;
  try {
    database.run(`ATTACH ? AS ${name}`, file);
    database.get(probe);
    return true;
  } catch {
    return false;
  }
}

const Total = z.object({ total: z.number() });
const TagRow = z.object({ tag: z.string(), count: z.number() });

type Listed = Omit<PromptList, 'revision'>;
type List = Omit<Listed, 'first'>;
/** The last list without a search: most of the work of each keystroke, and the same for all of them. */
let lastList: { readonly key: string; readonly list: List } | null = null;

function listPrompts({ database, hasLibrary }: Reading, sources: PromptSources, query: PromptQuery): List {
  const { prompts, library, versions } = sources;
  const ofLibrary = hasLibrary && NEED_IMAGES.has(query.order) ? [library, versions.library] : [];
  const key = JSON.stringify([prompts, versions.prompts, { ...query, search: '' }, ofLibrary]);
  if (lastList?.key !== key) {
    lastList = {
      key,
      list: {
        ...orderPrompts(database, query, hasLibrary),
        total: Total.parse(database.get('SELECT count(*) AS total FROM facts')).total,
        tags: database
          .all('SELECT tag, count FROM tags WHERE count > 0 ORDER BY count DESC, tag_key')
          .map((row) => TagRow.parse(row)),
      },
    };
  }
  return { ...lastList.list, ...searchPrompts(database, query.search, lastList.list) };
}

const SummaryRow = z.object({
  seq: PromptId,
  text: z.string(),
  favourite: z.number(),
  uses: z.number(),
  first_used_at: z.number(),
  last_used_at: z.number(),
  charged: z.number(),
  unknown: z.number(),
  versions: z.number(),
  tags: Json.pipe(z.array(z.string()).readonly()),
  models: Json.pipe(z.array(z.string()).readonly()),
  recipe: z.string().nullable(),
});
const SUMMARY = `SELECT prompts.seq, text, favourite, uses, first_used_at, last_used_at, charged, unknown,
    (SELECT count(*) FROM facts AS others WHERE others.root = facts.root) AS versions,
    (SELECT json_group_array(tag) FROM (SELECT tag FROM prompt_tags JOIN tags ON tags.seq = tag_seq
      WHERE prompt_seq = facts.seq ORDER BY place, tag_seq)) AS tags,
    (SELECT json_group_array(DISTINCT model_id) FROM uses WHERE prompt_seq = facts.seq AND model_id IS NOT NULL) AS models,
    (SELECT recipe FROM uses WHERE prompt_seq = facts.seq AND recipe IS NOT NULL ORDER BY at DESC, seq DESC LIMIT 1) AS recipe
  FROM facts JOIN prompts ON prompts.seq = facts.seq WHERE facts.seq = ?`;
const Counts = z.object({ images: z.number(), kept: z.number() });
const COUNTS = `SELECT count(*) AS images, coalesce(sum(${IS_KEPT}), 0) AS kept
  FROM uses INDEXED BY uses_by_prompt ${WITH_IMAGES} WHERE prompt_seq = ?`;
const Ids = z.object({ ids: Json.pipe(z.array(ImageId).readonly()) });
const MOST_IMAGES = 12;
const IMAGES = `SELECT json_group_array(id) AS ids FROM (SELECT images.id FROM uses INDEXED BY uses_by_prompt ${WITH_IMAGES}
  WHERE prompt_seq = ? ORDER BY ${IS_KEPT} DESC, images.created_at DESC, images.seq DESC LIMIT ${String(MOST_IMAGES)})`;
const NO_COUNTS = { images: 0, kept: 0 };

function readSummary({ database, hasLibrary }: Reading, id: PromptId): PromptSummary | null {
  const row = SummaryRow.safeParse(database.get(SUMMARY, id)).data;
  if (!row) return null;
  const counts = hasLibrary ? Counts.parse(database.get(COUNTS, id)) : NO_COUNTS;
  return {
    id,
    text: row.text,
    favourite: row.favourite !== 0,
    tags: row.tags,
    uses: row.uses,
    firstUsedAt: row.first_used_at,
    lastUsedAt: row.last_used_at,
    images: counts.images > 0 ? (Ids.safeParse(database.get(IMAGES, id)).data?.ids ?? []) : [],
    imageCount: counts.images,
    keptCount: counts.kept,
    cost: row.charged / 1e6,
    unknownCost: row.unknown / 1e6,
    models: row.models,
    recipe: recipeOf(row.recipe, row.text),
    versions: row.versions,
  };
}

/** A recipe is stored without its prompt. Null for one that this version doesn't understand. */
export function recipeOf(stored: string | null, prompt: string): Recipe | null {
  if (stored === null) return null;
  const parsed = Json.safeParse(stored).data;
  if (typeof parsed !== 'object' || parsed === null) return null;
  return Recipe.safeParse({ ...parsed, prompt }).data ?? null;
}

const MOST_USES = 200;
const MOST_VERSIONS = 200;
const STATUSES: ReadonlySet<string> = new Set<JobStatus>(Job.options.map(({ shape }) => shape.status.value));
const isStatus = (text: string | null): text is JobStatus => text !== null && STATUSES.has(text);
const UseRow = z.object({
  job_id: JobId.nullable(),
  batch_id: BatchId.nullable(),
  at: z.number(),
  recipe: z.string().nullable(),
  micros: z.number(),
  charge: z.enum(['yes', 'no', 'unknown']).nullable(),
  status: z.string().nullable(),
  images: Json.pipe(z.array(ImageId).readonly()),
});

function readStory(reading: Reading, id: PromptId): PromptStory | null {
  const summary = readSummary(reading, id);
  if (!summary) return null;
  const { database, hasLibrary, hasJobs } = reading;
  const status = hasJobs ? '(SELECT status FROM work.jobs WHERE jobs.id = uses.job_id)' : 'NULL';
  const images = hasLibrary
    ? `(SELECT json_group_array(id) FROM (SELECT images.id FROM library.images JOIN library.marks ON marks.seq = images.seq
        WHERE images.job_id = uses.job_id AND images.job_id IS NOT NULL AND marks.trashed_at IS NULL ORDER BY output_index))`
    : `'[]'`;
  const rows = database.all(
    `SELECT job_id, batch_id, at, recipe, micros, charge, ${status} AS status, ${images} AS images
     FROM uses WHERE prompt_seq = ? ORDER BY at DESC, seq DESC LIMIT ${String(MOST_USES)}`,
    id,
  );
  const uses = rows.flatMap((found): PromptUse | readonly [] => {
    const row = UseRow.safeParse(found).data;
    if (!row) return [];
    return {
      ...{ jobId: row.job_id, batchId: row.batch_id, at: row.at, recipe: recipeOf(row.recipe, summary.text) },
      ...{ status: isStatus(row.status) ? row.status : null, estimate: row.micros / 1e6, charge: row.charge },
      images: row.images,
    };
  });
  return { summary, uses, versions: readVersions(reading, id) };
}

const VersionRow = z.object({
  seq: PromptId,
  parent: PromptId.nullable(),
  text: z.string(),
  first_used_at: z.number(),
});
/** Itself and what it was made from go first, then what is next to it in the order of numbers, in which parents come first. */
const VERSIONS = `WITH RECURSIVE line (seq) AS (
    SELECT ?1 UNION SELECT facts.parent FROM line JOIN facts ON facts.seq = line.seq
      WHERE facts.parent IS NOT NULL LIMIT ${String(MOST_VERSIONS)})
  SELECT chain.seq, parent, text, first_used_at FROM (
    SELECT facts.seq, parent, first_used_at FROM facts WHERE root = (SELECT root FROM facts WHERE seq = ?1)
      ORDER BY facts.seq NOT IN (SELECT seq FROM line), abs(facts.seq - ?1) LIMIT ${String(MOST_VERSIONS)}
  ) AS chain JOIN prompts ON prompts.seq = chain.seq ORDER BY chain.seq`;

function readVersions({ database, hasLibrary }: Reading, id: PromptId): readonly PromptVersion[] {
  return database.all(VERSIONS, id).flatMap((found): PromptVersion | readonly [] => {
    const row = VersionRow.safeParse(found).data;
    if (!row) return [];
    const counts = hasLibrary ? Counts.parse(database.get(COUNTS, row.seq)) : NO_COUNTS;
    const { seq, parent, text, first_used_at } = row;
    const outcome = { imageCount: counts.images, keptCount: counts.kept };
    return { id: seq, parent, text, firstUsedAt: first_used_at, ...outcome };
  });
}
