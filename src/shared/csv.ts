/** One row of a table. */
export interface CsvRow {
  /** Of the text, from 1: where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Its last quotation does not end; all that follows is in it. */
  readonly isOpen: boolean;
}

/** Cells as a line of RFC 4180. Texts stand as they are: one that begins with "=" is not made harmless for spreadsheets. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string): string {
  return /[",\r\n;\t]|^\s|\s$/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * Rows with something in them, of a table with commas, semicolons or tabs: spreadsheets of some countries write semicolons.
 * Cells in quotes may hold all of these, quotes doubled; a quote within a cell that did not begin with one is a sign as
 * any other.
 */
export function* csvRows(text: string): Generator<CsvRow, undefined> {
  const separator = separatorOf(text);
  const end = new RegExp(`[${separator}\\r\\n]`, 'gu');
  const opening = / *"/uy;
  let [at, number] = [0, 1];
  while (at < text.length) {
    const cells: string[] = [];
    const begun = number;
    let isOpen = false;
    for (;;) {
      let value = '';
      opening.lastIndex = at;
      if (opening.test(text)) {
        const quoted = quotation(text, opening.lastIndex);
        ({ value, at, isOpen } = quoted);
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
    if (isOpen || cells.some((value) => value.trim() !== '')) yield { line: begun, cells, isOpen };
  }
}

/** What stands in the quotes that were opened before `from`, and the place behind them. */
function quotation(text: string, from: number): { value: string; at: number; isOpen: boolean } {
  let value = '';
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), at: text.length, isOpen: true };
    value += text.slice(at, quote);
    at = quote + 1;
    if (text[at] !== '"') return { value, at, isOpen: false };
    value += '"';
    at += 1;
  }
}

/** The sign that the first line has most of, outside of quotes. */
function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/u.exec(text)?.[0] ?? '').replace(/"[^"]*"/gu, '');
  const count = (sign: string): number => line.split(sign).length;
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}
