import { z } from 'zod';
import { SmartId } from '../../../shared/ids';
import type { SmartCollection } from '../../../shared/library';
import { SavedQuery } from '../../../shared/library-query';
import type { Database } from '../database';
import { Json } from '../json';

/** The smart collections of one library, as they are kept. */
export interface SmartStore {
  /** By name; without those that can't be read. */
  list(): readonly SmartCollection[];
  find(id: SmartId): SmartCollection | undefined;
}

const SmartRow = z.object({ id: SmartId, name: z.string(), query: Json.pipe(SavedQuery) });

/** `report` hears of each that can't be read; it stays as it is. */
export function createSmartStore(database: Database, report: (id: string, reason: string) => void): SmartStore {
  const read = (row: unknown): readonly SmartCollection[] => {
    const parsed = SmartRow.safeParse(row);
    if (parsed.success) return [parsed.data];
    report('smart collection', z.prettifyError(parsed.error));
    return [];
  };
  return {
    list: () =>
      database
        .all('SELECT id, name, query FROM smart_collections')
        .flatMap(read)
        .sort((a, b) => a.name.localeCompare(b.name)),
    find: (id) => database.all('SELECT id, name, query FROM smart_collections WHERE id = ?', id).flatMap(read)[0],
  };
}
