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
  yield `\uFEFF${line(what === 'history' ? HISTORY : TEMPLATES)}`;
  for (const entry of entries) for (const cells of rowsOf(entry)) yield line(cells);
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

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string): string {
  return /[",\r\n;\t]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Entries of such a file, as it is or as a spreadsheet saved it again; without a row of names its first column is prompts. */
export function* readCsv(text: string): Generator<ReadEntry> {
  const rows = csvRows(text, separatorOf(text));
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

interface Row {
  /** Of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Its last quotation does not end. */
  readonly isOpen: boolean;
}

function where({ line: number }: Row): string {
  return `Line ${String(number)}`;
}

function readPrompt(row: Row, names: readonly string[]): ReadEntry {
  if (row.isOpen) return problem(`${where(row)}: a quotation does not end.`);
  const value = (name: string): string => row.cells[names.indexOf(name)] ?? '';
  return checkedEntry(where(row), {
    ...{ kind: 'prompt', text: value('prompt'), tags: listOf(value('tags')), uses: [] },
    favourite: /^(?:yes|true|1|x)$/i.test(value('favourite').trim()),
    firstUsedAt: timeOf(value('first used')),
    lastUsedAt: timeOf(value('last used')),
  });
}

function* readTemplates(rows: Iterable<Row>, names: readonly string[]): Generator<ReadEntry> {
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

/** What stands most often in the first line: spreadsheets of some countries write semicolons. */
function separatorOf(text: string): string {
  const head = text.slice(0, 1000).split('\n', 1)[0] ?? '';
  const count = (sign: string): number => head.split(sign).length;
  const [best = ','] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  return best;
}

/** Rows with something in them. A quotation within a cell that did not begin with one is a sign as any other. */
function* csvRows(text: string, separator: string): Generator<Row, undefined> {
  const end = new RegExp(`[${separator}\\r\\n]`, 'g');
  let [at, number] = [0, 1];
  while (at < text.length) {
    const cells: string[] = [];
    const begun = number;
    let isOpen = false;
    for (;;) {
      let value = '';
      if (text[at] === '"') {
        for (at += 1; ;) {
          const quote = text.indexOf('"', at);
          isOpen = quote < 0;
          value += text.slice(at, isOpen ? text.length : quote);
          at = isOpen ? text.length : quote + 1;
          if (isOpen || text[at] !== '"') break;
          value += '"';
          at += 1;
        }
        number += value.split('\n').length - 1;
      }
      end.lastIndex = at;
      const next = end.exec(text)?.index ?? text.length;
      cells.push(value + text.slice(at, next));
      at = next;
      if (text[at] !== separator) break;
      at += 1;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    number += 1;
    if (isOpen || cells.some((value) => value !== '')) yield { line: begun, cells, isOpen };
  }
}
