import { z } from 'zod';
import { Draft } from '../../../shared/draft';
import type { Drafts } from '../../../shared/draft';
import { DraftId } from '../../../shared/ids';
import type { Database, DatabasePlan } from '../database';
import { Json } from '../json';

/** The tabs of the composer. Synchronous; what a call wrote outlives a crash of Easel, and a second later a power cut. */
export interface DraftStore {
  read(): Drafts;
  /** A closed one stays closed: its last letters may come after. */
  save(draft: Draft): void;
  arrange(ids: readonly DraftId[], active: DraftId | null): void;
  close(id: DraftId): void;
  /** The one that was closed last; it stands last from then on. */
  reopen(): Draft | null;
}

/** Closed tabs that can be brought back. */
const MOST_CLOSED = 20;

const migrations: readonly string[] = [
  // `closed` rises with each tab that is closed; null for those that are open.
  `CREATE TABLE drafts (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     closed INTEGER,
     data TEXT NOT NULL
   ) STRICT;
   CREATE INDEX drafts_closed ON drafts (closed) WHERE closed IS NOT NULL;
   CREATE TABLE arrangement (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     ids TEXT NOT NULL,
     active TEXT
   ) STRICT;
   INSERT INTO arrangement VALUES (1, '[]', NULL);`,
];

/** The plan of the drafts in that file; `now` is in milliseconds since 1970. */
export function draftsPlan(file: string, now: () => number): DatabasePlan {
  return { file, now, migrations, table: 'drafts' };
}

const Row = z.object({ data: Json.pipe(Draft) });
const Arrangement = z.object({ ids: Json.pipe(z.array(z.string())), active: DraftId.nullable() });

/** Drafts in the database, whose schema is `draftsPlan`. `report` hears of one that can't be read; it stays as it is. */
export function createDraftStore(database: Database, report: (reason: string) => void): DraftStore {
  // Each keystroke is written: waiting for the disk would take longer than typing.
  database.run('PRAGMA synchronous = NORMAL');
  const arrangement = (): z.infer<typeof Arrangement> =>
    Arrangement.safeParse(database.get('SELECT ids, active FROM arrangement')).data ?? { ids: [], active: null };
  const parsed = (row: unknown): Draft | null => {
    const found = Row.safeParse(row);
    if (found.success) return found.data.data;
    report(z.prettifyError(found.error));
    return null;
  };
  return {
    read: () => {
      const { ids, active } = arrangement();
      const places = new Map(ids.map((id, place) => [id, place] as const));
      const placeOf = ({ id }: Draft): number => places.get(id) ?? ids.length;
      const drafts = database
        .all('SELECT data FROM drafts WHERE closed IS NULL ORDER BY seq')
        .flatMap((row) => parsed(row) ?? [])
        .sort((a, b) => placeOf(a) - placeOf(b));
      const shown = drafts.find(({ id }) => id === active) ?? drafts[0];
      return { drafts, active: shown?.id ?? null };
    },
    save: (draft) => {
      database.run(
        'INSERT INTO drafts (id, data) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data',
        ...[draft.id, JSON.stringify(draft)],
      );
    },
    arrange: (ids, active) => {
      database.run('UPDATE arrangement SET ids = ?, active = ?', JSON.stringify(ids), active);
    },
    close: (id) => {
      database.transaction(() => {
        const next = '(SELECT coalesce(max(closed), 0) + 1 FROM drafts)';
        const open = Row.safeParse(database.get('SELECT data FROM drafts WHERE id = ? AND closed IS NULL', id)).data;
        // One without anything in it would only push out one with something.
        if (open && isEmpty(open.data)) database.run('DELETE FROM drafts WHERE id = ?', id);
        database.run(`UPDATE drafts SET closed = ${next} WHERE id = ? AND closed IS NULL`, id);
        database.run(
          `DELETE FROM drafts WHERE closed IS NOT NULL
             AND seq NOT IN (SELECT seq FROM drafts WHERE closed IS NOT NULL ORDER BY closed DESC LIMIT ${String(MOST_CLOSED)})`,
        );
      });
    },
    reopen: () =>
      database.transaction(() => {
        const rows = database.all('SELECT id, data FROM drafts WHERE closed IS NOT NULL ORDER BY closed DESC');
        for (const row of rows) {
          const draft = parsed(row);
          if (!draft) continue;
          database.run('UPDATE drafts SET closed = NULL WHERE id = ?', draft.id);
          const { ids, active } = arrangement();
          const others = ids.filter((id) => id !== draft.id);
          database.run(
            'UPDATE arrangement SET ids = ?, active = ?',
            ...[JSON.stringify([...others, draft.id]), active],
          );
          return draft;
        }
        return null;
      }),
  };
}

function isEmpty({ recipe, eachOf }: Draft): boolean {
  return recipe.prompt.trim() === '' && recipe.sourceIds.length === 0 && eachOf.length === 0;
}
