import { z } from 'zod';
import type { TemplateId } from '../../../shared/ids';
import { cleanPrompt } from '../../../shared/prompt-text';
import { Template } from '../../../shared/prompts';
import type { Templates, Variable } from '../../../shared/prompts';
import { RequestError } from '../../../shared/result';
import type { Database } from '../database';
import { nameKey } from '../library/library-patch';
import { Json } from '../json';

/** Templates, and what is known of their variables. Synchronous. */
export interface TemplateStore {
  read(): Templates;
  /** Throws `invalid` with field `name` when another template has it. */
  save(template: Template): void;
  remove(id: TemplateId): void;
  /** An empty list forgets it. */
  keepList(variable: string, list: readonly string[]): void;
  /** Notes values that were sent as the newest of their variables. */
  remember(values: Readonly<Record<string, string>>): void;
}

const MOST_RECENT = 50;
/** Longer names are none; see `Draft.values`. */
const MOST_NAME = 60;
/** Longer values are mostly whole lists, and are not worth to be proposed. As in `templates.keepList`. */
const MOST_VALUE = 20_000;
const Texts = Json.pipe(z.array(z.string()).readonly());
const VariableRow = z.object({ name: z.string(), recent: Texts, list: Texts });
const NOTHING = { recent: [], list: [] };

/** Templates in the database, whose schema is `promptsPlan`; `durably` as in `PromptStore`. */
export function createTemplateStore(database: Database, durably: <T>(work: () => T) => T): TemplateStore {
  const variable = (name: string): Variable => {
    const row = database.get('SELECT name, recent, list FROM variables WHERE name = ?', name);
    return VariableRow.safeParse(row).data ?? { name, ...NOTHING };
  };
  const write = ({ name, recent, list }: Variable): void => {
    if (recent.length + list.length === 0) database.run('DELETE FROM variables WHERE name = ?', name);
    else {
      const sql = 'INSERT OR REPLACE INTO variables (name, recent, list) VALUES (?, ?, ?)';
      database.run(sql, name, JSON.stringify(recent), JSON.stringify(list));
    }
  };
  return {
    read: () => ({
      templates: database
        .all('SELECT id, name, text FROM templates ORDER BY name_key')
        .flatMap((row) => Template.safeParse(row).data ?? []),
      variables: database
        .all('SELECT name, recent, list FROM variables ORDER BY name')
        .flatMap((row) => VariableRow.safeParse(row).data ?? []),
    }),
    save: ({ id, name, text: given }) => {
      // As it will be sent.
      const { text } = cleanPrompt(given);
      const key = nameKey(name);
      if (database.get('SELECT 1 FROM templates WHERE name_key = ? AND id <> ?', key, id) !== undefined) {
        throw new RequestError('invalid', `There is a template named “${name}” already.`, 'name');
      }
      durably(() =>
        database.run(
          `INSERT INTO templates (id, name, name_key, text) VALUES (?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, text = excluded.text`,
          ...[id, name, key, text],
        ),
      );
    },
    remove: (id) => {
      durably(() => database.run('DELETE FROM templates WHERE id = ?', id));
    },
    keepList: (name, list) => {
      durably(() => {
        write({ ...variable(name), list: cleaned(list) });
      });
    },
    remember: (values) => {
      const given = Object.entries(values).filter(([name]) => name.length <= MOST_NAME);
      if (given.length === 0) return;
      database.transaction(() => {
        for (const [name, typed] of given) {
          const [value] = cleaned([typed]);
          if (value === undefined || value.length > MOST_VALUE) continue;
          const known = variable(name);
          const recent = [value, ...known.recent.filter((other) => other !== value)].slice(0, MOST_RECENT);
          if (known.recent[0] !== value) write({ ...known, recent });
        }
      });
    },
  };
}

/** As they will be sent, each once, without empty ones. */
function cleaned(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((value) => cleanPrompt(value).text))].filter((value) => value !== '');
}
