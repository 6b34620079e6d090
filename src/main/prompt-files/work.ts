import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import type { PROMPT_FILES, PromptExport } from '../../shared/prompts';
import type { Database } from '../storage/database';
import { openForReading } from '../storage/database';
import { Json } from '../storage/json';
import { recipeOf } from '../storage/prompts/prompt-reading';
import { csvFile, readCsv } from './csv-file';
import type { EntryOf, PromptEntry, ReadEntry } from './entry';
import { UseEntry } from './entry';
import { jsonFile, readJson } from './json-file';
import { markdownFile, readMarkdown } from './markdown-file';

/** What is written to files and read from them on a thread; each takes and gives plain data. */
export const PROMPT_FILE_WORK = { writePromptFile, readPromptFile } as const;

/** The most that a file may weigh that prompts are read from. Bytes. */
export const MOST_FILE_BYTES = 50 * 1024 * 1024;
const MOST_PROBLEMS = 100;
/** Pieces are written together up to this, in characters. */
const CHUNK = 256 * 1024;

/** Writes history or templates to the file, whole or not at all; returns how many entries. Rejects with the disk's error. */
async function writePromptFile(
  order: PromptExport & { readonly prompts: string; readonly target: string },
): Promise<number> {
  const { what, format, target } = order;
  const database = openForReading(order.prompts);
  let count = 0;
  const counted = function* (): Generator<PromptEntry> {
    for (const entry of what === 'history' ? promptsIn(database) : templatesIn(database)) {
      count += 1;
      yield entry;
    }
  };
  try {
    const pieces =
      format === 'json' ? jsonFile(counted()) : (format === 'csv' ? csvFile : markdownFile)(what, counted());
    await writeWhole(target, pieces);
    return count;
  } finally {
    database.close();
  }
}

async function writeWhole(target: string, pieces: Iterable<string>): Promise<void> {
  const part = `${target}.part`;
  try {
    const handle = await open(part, 'w');
    try {
      let chunk = '';
      for (const piece of pieces) {
        chunk += piece;
        if (chunk.length < CHUNK) continue;
        await handle.writeFile(chunk);
        chunk = '';
      }
      await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** What came out of a file that people handed in. */
export interface ReadPromptFile {
  /** Lines in `into`, each the JSON of a `PromptEntry`. */
  readonly count: number;
  readonly problems: readonly string[];
}

/** Reads the file and writes its entries to `into`, one a line, so that no more of them is in memory than wanted. Rejects with the disk's error. */
async function readPromptFile({
  path,
  into,
}: {
  readonly path: string;
  readonly into: string;
}): Promise<ReadPromptFile> {
  const problems: string[] = [];
  const name = basename(path);
  let count = 0;
  const lines = function* (): Generator<string> {
    for (const entry of found) {
      if (entry.kind !== 'problem') {
        count += 1;
        yield `${oneLine(entry)}\n`;
      } else if (problems.length < MOST_PROBLEMS) problems.push(`“${name}”: ${entry.message}`);
    }
  };
  const found = await entriesOf(path);
  await writeWhole(into, lines());
  return { count, problems };
}

/** Readers of lines end them at these signs of Unicode as well, which JSON leaves as they are. */
function oneLine(entry: PromptEntry): string {
  return JSON.stringify(entry).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

async function entriesOf(path: string): Promise<Iterable<ReadEntry>> {
  const refused = (message: string): readonly ReadEntry[] => [{ kind: 'problem', message }];
  try {
    const { size } = await stat(path);
    if (size > MOST_FILE_BYTES) return refused('It is larger than 50 MB.');
    const text = textOf(await readFile(path));
    return text === null ? refused('It is no text.') : READERS[formatOf(path, text)](text);
  } catch {
    return refused('It can’t be read from the disk.');
  }
}

const READERS: Readonly<Record<(typeof PROMPT_FILES)[number], (text: string) => Iterable<ReadEntry>>> = {
  json: readJson,
  csv: readCsv,
  markdown: readMarkdown,
};

/** By the name of the file; one that says nothing is told by how it begins. */
function formatOf(path: string, text: string): (typeof PROMPT_FILES)[number] {
  const ending = extname(path).toLowerCase();
  if (ending === '.csv' || ending === '.tsv') return 'csv';
  if (ending === '.md' || ending === '.markdown') return 'markdown';
  return ending === '.json' || /^\s*[[{]/.test(text) ? 'json' : 'markdown';
}

/** UTF-8, or UTF-16 with its mark as some spreadsheets write it; null for what is no text. */
function textOf(bytes: Uint8Array): string | null {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

const PromptRow = z.object({
  seq: z.number(),
  text: z.string(),
  favourite: z.number(),
  first_used_at: z.number(),
  last_used_at: z.number(),
  tags: Json.pipe(z.array(z.string()).readonly()),
});
const UseRow = z.object({
  job_id: z.string().nullable(),
  batch_id: z.string().nullable(),
  at: z.number(),
  recipe: z.string().nullable(),
  micros: z.number(),
  charge: z.string().nullable(),
  pattern: z.string().nullable(),
});
const PROMPTS = `SELECT facts.seq, text, favourite, first_used_at, last_used_at,
    (SELECT json_group_array(tag) FROM (SELECT tag FROM prompt_tags JOIN tags ON tags.seq = tag_seq
      WHERE prompt_seq = facts.seq ORDER BY place, tag_seq)) AS tags
  FROM facts JOIN prompts ON prompts.seq = facts.seq WHERE facts.seq > ? ORDER BY facts.seq LIMIT 200`;
const USES = `SELECT job_id, batch_id, at, recipe, micros, charge, patterns.text AS pattern
  FROM uses LEFT JOIN patterns ON patterns.seq = pattern_seq WHERE prompt_seq = ? ORDER BY at, uses.seq`;

/** In the order in which they were first kept. */
function* promptsIn(database: Database): Generator<EntryOf<'prompt'>> {
  for (let after = 0; ;) {
    const rows = database.all(PROMPTS, after).map((row) => PromptRow.parse(row));
    for (const { seq, text, tags, favourite, first_used_at, last_used_at } of rows) {
      const uses = database.all(USES, seq).flatMap((found) => {
        const { job_id, batch_id, at, recipe, micros, charge, pattern } = UseRow.parse(found);
        const ids = { jobId: job_id, batchId: batch_id, recipe: recipeOf(recipe, text) };
        return UseEntry.safeParse({ ...ids, at, estimate: micros / 1e6, charge, pattern }).data ?? [];
      });
      const times = { firstUsedAt: first_used_at, lastUsedAt: last_used_at };
      yield { kind: 'prompt', text, tags, favourite: favourite !== 0, ...times, uses };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

const TemplateRow = z.object({ name: z.string(), text: z.string() });
const Texts = Json.pipe(z.array(z.string()).readonly());
const VariableRow = z.object({ name: z.string(), recent: Texts, list: Texts });

function* templatesIn(database: Database): Generator<PromptEntry> {
  for (const row of database.all('SELECT name, text FROM templates ORDER BY name_key')) {
    yield { kind: 'template', ...TemplateRow.parse(row) };
  }
  for (const row of database.all('SELECT name, recent, list FROM variables ORDER BY name')) {
    yield { kind: 'variable', ...VariableRow.parse(row) };
  }
}
