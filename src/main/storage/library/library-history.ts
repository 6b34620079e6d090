import { z } from 'zod';
import type { CollectionId, ImageId } from '../../../shared/ids';
import { ImageId as ImageIdSchema } from '../../../shared/ids';
import type { HistoryEntry, OrganiseStep } from '../../../shared/organise';
import type { Database } from '../database';
import { applyPatch, inverse, Patch } from './library-patch';
import { Json } from '../json';
import { unpackSeqs } from './seq-ranges';

/** What came of a step. */
export interface Done {
  /** False when everything was so already: then there is no step. */
  readonly changed: boolean;
  readonly step: OrganiseStep;
  /** Images whose record reads otherwise now; `many` when listing them is not worth it. */
  readonly images: readonly ImageId[] | 'many';
  /** Collections whose members changed. */
  readonly members: readonly CollectionId[];
}

/** The history of what a person did, in the library itself, so that it outlives a restart. */
export interface LibraryHistory {
  /**
   * Runs the work as one step in one transaction. It hands each patch to `change`, which applies it at once; `label` is
   * asked for with the number of images in the end. What was undone can't be done again after it.
   */
  perform(work: (change: (patch: Patch) => void) => void, label: (count: number) => string): Done;
  /** Null when there is nothing. Steps of which nothing is left are passed over. */
  undo(): Done | null;
  redo(): Done | null;
  list(limit: number): readonly HistoryEntry[];
  /** What undo and redo would do, in words. */
  next(): { readonly undo: string | null; readonly redo: string | null };
}

const MOST_STEPS = 1000;
/** With more images than this everything is read anew. */
const MOST_LISTED = 5000;

const Action = z.object({
  seq: z.number(),
  label: z.string(),
  count: z.number(),
  patches: Json.pipe(z.array(Patch)),
});
type Action = z.infer<typeof Action>;
const Entry = z.object({ label: z.string(), at: z.number(), undone: z.number() });
const Labels = z.object({ undo: z.string().nullable(), redo: z.string().nullable() });

const LAST_DONE = 'FROM actions WHERE undone = 0 ORDER BY seq DESC LIMIT 1';
const FIRST_UNDONE = 'FROM actions WHERE undone = 1 ORDER BY seq LIMIT 1';

/** The history in the library's database. `now` is in milliseconds since 1970; `report` hears of a step that can't be read. */
export function createLibraryHistory(
  database: Database,
  now: () => number,
  report: (id: string, reason: string) => void,
): LibraryHistory {
  const outcome = (step: OrganiseStep, patches: readonly Patch[]): Done => {
    const members = patches.flatMap((patch) => (patch.kind === 'members' ? [patch.collection] : []));
    return { changed: true, step, images: imagesOf(database, patches), members: [...new Set(members)] };
  };
  /** Applies the next one that still means something. */
  const travel = (from: string, undone: 0 | 1, turn: (patches: readonly Patch[]) => readonly Patch[]): Done | null =>
    database.transaction(() => {
      for (;;) {
        const row = database.get(`SELECT seq, label, count, patches ${from}`);
        if (row === undefined) return null;
        const action = readAction(row, report);
        const seq = action?.seq ?? z.object({ seq: z.number() }).parse(row).seq;
        database.run('UPDATE actions SET undone = ? WHERE seq = ?', undone, seq);
        if (!action) continue;
        const patches = turn(action.patches);
        const changes = patches.reduce((total, patch) => total + applyPatch(database, patch), 0);
        if (changes > 0) return outcome({ label: action.label, count: action.count }, patches);
      }
    });
  return {
    perform: (work, label) =>
      database.transaction(() => {
        const patches: Patch[] = [];
        work((patch) => {
          if (isEmpty(patch)) return;
          applyPatch(database, patch);
          patches.push(patch);
        });
        const count = countOf(patches);
        const step = { label: label(count), count };
        if (patches.length === 0) return { changed: false, step, images: [], members: [] };
        database.run('DELETE FROM actions WHERE undone = 1');
        database.run(
          'INSERT INTO actions (at, label, count, patches) VALUES (?, ?, ?, ?)',
          ...[now(), step.label, count, JSON.stringify(patches)],
        );
        database.run('DELETE FROM actions WHERE seq <= (SELECT max(seq) FROM actions) - ?', MOST_STEPS);
        return outcome(step, patches);
      }),
    undo: () => travel(LAST_DONE, 1, (patches) => patches.map((patch) => renewed(inverse(patch), now())).reverse()),
    redo: () => travel(FIRST_UNDONE, 0, (patches) => patches.map((patch) => renewed(patch, now()))),
    list: (limit) =>
      database.all('SELECT label, at, undone FROM actions ORDER BY seq DESC LIMIT ?', limit).map((row) => {
        const entry = Entry.parse(row);
        return { ...entry, undone: entry.undone !== 0 };
      }),
    next: () =>
      Labels.parse(database.get(`SELECT (SELECT label ${LAST_DONE}) AS undo, (SELECT label ${FIRST_UNDONE}) AS redo`)),
  };
}

function readAction(row: unknown, report: (id: string, reason: string) => void): Action | null {
  const parsed = Action.safeParse(row);
  if (parsed.success) return parsed.data;
  report('history', z.prettifyError(parsed.error));
  return null;
}

/** What is put into the trash once more lies in it from now on, not from the first time. */
function renewed(patch: Patch, now: number): Patch {
  if (patch.kind !== 'field' || patch.field !== 'trashedAt') return patch;
  return { ...patch, after: patch.after.map(([at, seqs]) => [at === null ? null : now, seqs]) };
}

function rangesOf(patch: Patch): readonly (readonly number[])[] {
  if (patch.kind === 'field') return patch.after.map(([, seqs]) => seqs);
  if (patch.kind === 'tags') return [...patch.taken, ...patch.given].map(([, , seqs]) => seqs);
  return patch.kind === 'members' ? [patch.taken, patch.given] : [];
}

function isEmpty(patch: Patch): boolean {
  if (patch.kind === 'collection') return patch.before === patch.after;
  return patch.kind !== 'smart' && rangesOf(patch).every((ranges) => ranges.length === 0);
}

function seqsOf(patches: readonly Patch[]): ReadonlySet<number> {
  return new Set(patches.flatMap(rangesOf).flatMap(unpackSeqs));
}

function countOf(patches: readonly Patch[]): number {
  return seqsOf(patches).size;
}

/** Being in a collection is not part of an image's record. */
function imagesOf(database: Database, patches: readonly Patch[]): readonly ImageId[] | 'many' {
  const seqs = seqsOf(patches.filter(({ kind }) => kind !== 'members'));
  if (seqs.size > MOST_LISTED) return 'many';
  const Row = z.object({ id: ImageIdSchema });
  return database
    .all('SELECT id FROM images WHERE seq IN (SELECT value FROM json_each(?))', JSON.stringify([...seqs]))
    .flatMap((row) => Row.safeParse(row).data?.id ?? []);
}
