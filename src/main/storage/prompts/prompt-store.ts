import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BatchId, JobId } from '../../../shared/ids';
import { JobId as JobIdSchema, PromptId } from '../../../shared/ids';
import type { Charge } from '../../../shared/problem';
import { cleanPrompt } from '../../../shared/prompt-text';
import type { PromptMark } from '../../../shared/prompts';
import type { Recipe } from '../../../shared/recipe';
import { searchTokens, tagKey } from '../../../shared/search';
import type { Database } from '../database';
import { completePrompt, keyOf, knownOf } from './prompt-completion';
import type { KnownPrompt } from './prompt-completion';
import { createParents } from './prompt-parent';

/** One job of a prompt, to be kept. */
export interface NewUse {
  /** As it was sent; `promptText` makes the prompt of it. */
  readonly text: string;
  /** Null for one that was brought in from a file. */
  readonly jobId: JobId | null;
  readonly batchId: BatchId | null;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly recipe: Recipe | null;
  /** Millionths of a US dollar; none for the demo. */
  readonly micros: number;
  /** Null while it is open. */
  readonly charge: Charge | null;
  /** See `Writing`. */
  readonly pattern: string | null;
  readonly basedOn: PromptId | null;
}

/** Where reading of a source has come to; `id` is what stood there, so that another source in its place shows. */
export interface Cursor {
  readonly seq: number;
  readonly id: string;
}

/**
 * The prompts of this machine, as they are written. Synchronous. Uses are committed and outlive a crash, and come again
 * from jobs and library after a power cut; what is to outlive one by itself is done `durably`.
 */
export interface PromptStore {
  /** Keeps uses and the prompts that are new by them, all or none; those of jobs that are known are passed over. Returns how many were new. */
  addUses(uses: readonly NewUse[]): number;
  /** Keeps a prompt that was never sent here. Returns its number, and whether it is new; null for an empty text. */
  addPrompt(text: string, firstUsedAt: number, lastUsedAt: number): (KnownPrompt & { readonly isNew: boolean }) | null;
  /** See `prompts.idOf`. */
  idOf(text: string): PromptId | null;
  /** Whether a use of that prompt at that moment is known. */
  hasUseAt(id: PromptId, at: number): boolean;
  /** Notes what is known of the money of a job; false when that was known, or the job isn't. */
  settle(jobId: JobId, charge: Charge): boolean;
  /** Jobs of which that is not decided. */
  undecided(): readonly JobId[];
  /** To be done `durably` where a person does it. */
  mark(ids: readonly PromptId[], mark: PromptMark): void;
  /** See `prompts.complete`. Well under a millisecond. */
  complete(text: string): KnownPrompt | null;
  /** See `prompts.walk`. */
  walk(back: number): KnownPrompt | null;
  cursor(source: string): Cursor | null;
  setCursor(source: string, cursor: Cursor): void;
  /** Runs the work in one transaction. */
  together<T>(work: () => T): T;
  /** The same, synced before the call returns. */
  durably<T>(work: () => T): T;
  /** What was written before outlives a power cut. */
  sync(): void;
}

/** The text of a prompt as it counts: what is sent of it, without space around. */
export function promptText(text: string): string {
  return cleanPrompt(text).text.trim();
}

const Seq = z.object({ seq: PromptId });
const CursorRow = z.object({ seq: z.number(), id: z.string() });

/** The prompts in the database, whose schema is `promptsPlan`. */
export function createPromptStore(database: Database): PromptStore {
  const parents = createParents(database);

  const durably = <T>(work: () => T): T => {
    database.run('PRAGMA synchronous = FULL');
    try {
      return database.transaction(work);
    } finally {
      database.run('PRAGMA synchronous = NORMAL');
    }
  };
  const find = (digest: Uint8Array): PromptId | null =>
    Seq.safeParse(database.get('SELECT seq FROM prompts WHERE digest = ?', digest)).data?.seq ?? null;
  /** A new prompt has no children, so that whatever its parent is, there is no circle. */
  const insertPrompt = (text: string, digest: Uint8Array, first: number, last: number, parent: PromptId | null) => {
    database.run('INSERT INTO prompts (digest, text, key) VALUES (?, ?, ?)', digest, text, keyOf(text));
    const { seq } = Seq.parse(database.get('SELECT last_insert_rowid() AS seq'));
    database.run(
      `INSERT INTO facts (seq, first_used_at, last_used_at, parent, root)
       VALUES (?1, ?2, ?3, ?4, coalesce((SELECT root FROM facts WHERE seq = ?4), ?1))`,
      ...[seq, first, last, parent],
    );
    database.run('INSERT INTO prompt_words (rowid, words) VALUES (?, ?)', seq, searchTokens(text).join(' '));
    return seq;
  };
  const patternSeq = (text: string | null): number | null => {
    if (text === null) return null;
    const digest = digestOf(text);
    database.run('INSERT OR IGNORE INTO patterns (digest, text) VALUES (?, ?)', digest, text);
    return Seq.parse(database.get('SELECT seq FROM patterns WHERE digest = ?', digest)).seq;
  };
  const addUse = (use: NewUse): number => {
    const { jobId, batchId, at, recipe, micros, charge } = use;
    if (jobId !== null && database.get('SELECT 1 FROM uses WHERE job_id = ?', jobId) !== undefined) return 0;
    const text = promptText(use.text);
    if (text === '') return 0;
    const digest = digestOf(text);
    const seq = find(digest) ?? insertPrompt(text, digest, at, at, parents.of(text, use));
    return database.run(
      `INSERT INTO uses (prompt_seq, job_id, batch_id, at, model_id, recipe, micros, charge, pattern_seq)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[seq, jobId, batchId, at, recipe?.modelId ?? null, recipe === null ? null : recipeJson(recipe)],
      ...[micros, charge, patternSeq(use.pattern)],
    );
  };
  const atomically = <T>(work: () => T): T => {
    try {
      return database.transaction(work);
    } catch (error) {
      // Numbers of prompts that were taken back may be given to others.
      parents.forget();
      throw error;
    }
  };

  return {
    durably,
    together: atomically,
    sync: () => {
      database.get('PRAGMA wal_checkpoint(FULL)');
    },
    addUses: (uses) => atomically(() => uses.reduce((added, use) => added + addUse(bounded(use)), 0)),
    addPrompt: (given, first, last) =>
      atomically(() => {
        const text = promptText(given);
        if (text === '') return null;
        const digest = digestOf(text);
        const known = find(digest);
        return { id: known ?? insertPrompt(text, digest, first, last, null), text, isNew: known === null };
      }),
    hasUseAt: (id, at) => database.get('SELECT 1 FROM uses WHERE prompt_seq = ? AND at = ?', id, at) !== undefined,
    settle: (jobId, charge) =>
      database.run('UPDATE uses SET charge = ?2 WHERE job_id = ?1 AND charge IS NOT ?2', jobId, charge) > 0,
    undecided: () => {
      const Row = z.object({ job_id: JobIdSchema });
      const sql = `SELECT job_id FROM uses INDEXED BY uses_open WHERE charge IS NULL OR charge = 'unknown' ORDER BY seq`;
      return database.all(sql).flatMap((row) => Row.safeParse(row).data?.job_id ?? []);
    },
    mark: (ids, mark) => {
      database.transaction(() => {
        applyMark(database, ids, mark);
      });
    },
    complete: (text) => completePrompt(database, text),
    idOf: (text) => find(digestOf(promptText(text))),
    walk: (back) => {
      const sql = `SELECT seq, text FROM prompts WHERE seq = (SELECT seq FROM facts INDEXED BY facts_recent WHERE uses > 0
        ORDER BY last_used_at DESC, seq DESC LIMIT 1 OFFSET ?)`;
      return knownOf(database.get(sql, back));
    },
    cursor: (source) =>
      CursorRow.safeParse(database.get('SELECT seq, id FROM cursors WHERE source = ?', source)).data ?? null,
    setCursor: (source, { seq, id }) => {
      database.run('INSERT OR REPLACE INTO cursors (source, seq, id) VALUES (?, ?, ?)', source, seq, id);
    },
  };
}

/** Far beyond every price and every calendar: what a damaged or foreign library says must not keep the rest of it out. */
const MOST = { micros: 1e12, at: 8.64e15 } as const;

function bounded(use: NewUse): NewUse {
  return { ...use, micros: Math.min(Math.round(use.micros), MOST.micros), at: Math.min(use.at, MOST.at) };
}

function digestOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}

/** The prompt is in a place of its own. */
function recipeJson(recipe: Recipe): string {
  return JSON.stringify({ ...recipe, prompt: undefined });
}

function applyMark(database: Database, ids: readonly PromptId[], mark: PromptMark): void {
  const list = JSON.stringify(ids);
  switch (mark.kind) {
    case 'favourite':
      database.run(
        'UPDATE facts SET favourite = ? WHERE seq IN (SELECT value FROM json_each(?))',
        ...[mark.favourite ? 1 : 0, list],
      );
      return;
    case 'tag':
      for (const tag of mark.tags) {
        // The first spelling stays.
        database.run('INSERT OR IGNORE INTO tags (tag, tag_key) VALUES (?, ?)', tag, tagKey(tag));
        database.run(
          `INSERT OR IGNORE INTO prompt_tags (prompt_seq, tag_seq, place)
           SELECT facts.seq, tags.seq, coalesce((SELECT max(place) + 1 FROM prompt_tags WHERE prompt_seq = facts.seq), 0)
           FROM json_each(?1) CROSS JOIN facts ON facts.seq = json_each.value JOIN tags ON tag_key = ?2`,
          ...[list, tagKey(tag)],
        );
      }
      return;
    case 'untag':
      for (const tag of mark.tags) {
        database.run(
          `DELETE FROM prompt_tags WHERE prompt_seq IN (SELECT value FROM json_each(?1))
             AND tag_seq = (SELECT seq FROM tags WHERE tag_key = ?2)`,
          ...[list, tagKey(tag)],
        );
      }
      database.run('DELETE FROM tags WHERE count = 0');
  }
}
