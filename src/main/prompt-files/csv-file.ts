import type { CsvRow } from '../../shared/csv';
import { csvLine, csvRows } from '../../shared/csv';
import type { PromptExport } from '../../shared/prompts';
import type { PromptEntry, ReadEntry } from './entry';
import { addTo, checkedEntry, listOf, listText, problem, timeOf, timeText } from './entry';

const HISTORY = ['prompt', 'tags', 'favourite', 'first used', 'last used', 'uses', 'models', 'estimated USD'] as const;
const TEMPLATES = ['kind', 'name', 'text'] as const;

/**
 * One row for each prompt, template or value of a list, in pieces: RFC 4180 with the mark by which Excel knows UTF-8. Texts
 * stand as they are, so that they come back byte for byte: one that begins with "=" is not made harmless for spreadsheets.
 */
export function* csvFile(what: PromptExport['what'], entries: Iterable<PromptEntry>): Generator<string> {
  yield `\uFEFF${csvLine(what === 'history' ? HISTORY : TEMPLATES)}`;
  for (const entry of entries) for (const cells of rowsOf(entry)) yield csvLine(cells);
}

function rowsOf(entry: PromptEntry): readonly (readonly string[])[] {
  switch (entry.kind) {
    case 'prompt': {
      const { text, tags, favourite, firstUsedAt, lastUsedAt, uses } = entry;
      const models = [...new Set(uses.flatMap(({ recipe }) => recipe?.modelId ?? []))];
      const dollars = uses.reduce((sum, { charge, estimate }) => sum + (charge === 'yes' ? estimate : 0), 0);
      return [
        [
          ...[text, listText(tags), favourite ? 'yes' : '', timeText(firstUsedAt), timeText(lastUsedAt)],
          ...[String(uses.length), listText(models), String(Math.round(dollars * 1e6) / 1e6)],
        ],
      ];
    }
    case 'template':
      return [['template', entry.name, entry.text]];
    case 'variable':
      return entry.list.map((value) => ['value', entry.name, value]);
  }
}

/** Entries of such a file, as it is or as a spreadsheet saved it again; without a row of names its first column is prompts. */
export function* readCsv(text: string): Generator<ReadEntry> {
  const rows = csvRows(text);
  const first = rows.next();
  if (first.done === true) return;
  const names = first.value.cells.map((name) => name.trim().toLowerCase());
  if (TEMPLATES.every((name) => names.includes(name))) {
    yield* readTemplates(rows, names);
    return;
  }
  const isNamed = names.includes('prompt');
  const columns = isNamed ? names : ['prompt'];
  if (!isNamed) yield readPrompt(first.value, columns);
  for (const row of rows) yield readPrompt(row, columns);
}

function where({ line }: CsvRow): string {
  return `Line ${String(line)}`;
}

function readPrompt(row: CsvRow, names: readonly string[]): ReadEntry {
  if (row.isOpen) return problem(`${where(row)}: a quotation does not end.`);
  const value = (name: string): string => row.cells[names.indexOf(name)] ?? '';
  return checkedEntry(where(row), {
    ...{ kind: 'prompt', text: value('prompt'), tags: listOf(value('tags')), uses: [] },
    favourite: /^(?:yes|true|1|x)$/i.test(value('favourite').trim()),
    firstUsedAt: timeOf(value('first used')),
    lastUsedAt: timeOf(value('last used')),
  });
}

function* readTemplates(rows: Iterable<CsvRow>, names: readonly string[]): Generator<ReadEntry> {
  const lists = new Map<string, string[]>();
  for (const row of rows) {
    const [kind, name, text] = TEMPLATES.map((column) => row.cells[names.indexOf(column)] ?? '');
    if (row.isOpen) yield problem(`${where(row)}: a quotation does not end.`);
    else if (kind === 'template') yield checkedEntry(where(row), { kind, name, text });
    else if (kind === 'value') addTo(lists, name ?? '', text ?? '');
    else yield problem(`${where(row)}: it is neither a template nor a value.`);
  }
  for (const [name, list] of lists) yield checkedEntry(`“${name}”`, { kind: 'variable', name, list, recent: [] });
}
