import type { Variable } from '../../shared/prompts';

/** A value that is offered for a variable. */
export interface VariableChoice {
  readonly label: string;
  readonly value: string;
}

/** More are not looked through. */
const MOST = 12;
/** As `MOST_DRAFT_TEXT`, whose module would bring the schema library into the window: more can't be kept. */
const MOST_VALUE = 200_000;

/** What is offered while `typed` stands in the field: all of the list at once, its items, then what was used before. */
export function variableChoices(known: Variable | undefined, typed: string): readonly VariableChoice[] {
  if (!known) return [];
  const sought = typed.trim().toLowerCase();
  const values = [...new Set([...known.list, ...known.recent])];
  // A value that was taken is no search: the others are what a person may want instead.
  const taken = values.some((value) => value.toLowerCase() === sought);
  const fitting = values.filter((value) => taken || value.toLowerCase().includes(sought));
  const all = known.list.length > 1 && (sought === '' || taken) ? allOf(known.list) : [];
  return [...all, ...fitting.map((value) => ({ label: value, value }))].slice(0, MOST);
}

function allOf(list: readonly string[]): readonly VariableChoice[] {
  // Backslashes count where a sign follows: of the item itself, or the one that ends it.
  const items = list.map((item) => item.replace(/(\\*)([{|}])/gu, '$1$1\\$2').replace(/\\+$/u, '$&$&'));
  const value = `{${items.join('|')}}`;
  return value.length > MOST_VALUE ? [] : [{ label: `All ${String(list.length)} of the list`, value }];
}
