import { cleanPrompt } from './prompt-text';
import { inRow, oneOf, type Part, rangeOf, type Texts } from './expansion-texts';

/** A piece of a text as typed, from here to there. Of a variable the text is its name, of others what stands for it. */
export interface Token {
  readonly kind: 'text' | 'open' | 'bar' | 'close' | 'variable';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const SIGN = /\{\{\s*([\p{L}\p{N}_][\p{L}\p{N}_ -]{0,59})\}\}|\\+[{|}]?|[{|}]/gu;
const KINDS = { '{': 'open', '|': 'bar', '}': 'close' } as const;

/** The text in its pieces. Backslashes count only before a brace or a bar: two are one, the odd one takes its meaning. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  const add = (kind: Token['kind'], piece: string, from: number, to: number): void => {
    if (piece !== '') tokens.push({ kind, text: piece, from, to });
  };
  for (const { 0: found, 1: name, index } of text.matchAll(SIGN)) {
    add('text', text.slice(end, index), end, index);
    end = index + found.length;
    if (name !== undefined) {
      add('variable', name.trim(), index, end);
      continue;
    }
    const sign = found.slice(-1);
    if (sign !== '{' && sign !== '|' && sign !== '}') {
      add('text', found, index, end);
      continue;
    }
    const slashes = found.length - 1;
    add('text', '\\'.repeat(Math.floor(slashes / 2)), index, end - 1);
    add(slashes % 2 === 1 ? 'text' : KINDS[sign], sign, end - 1, end);
  }
  add('text', text.slice(end), end, text.length);
  return tokens;
}

/** What the reading of groups asks and tells. */
export interface GroupReading {
  readonly variable: (token: Token) => Part;
  readonly say: (token: { readonly from: number; readonly to: number }, message: string, blocks: boolean) => void;
  /** The most texts that will be built. */
  readonly limit: number;
}

/** A group that is open: its alternatives so far, of which the last is being read. */
interface Group {
  readonly token: Token;
  readonly alternatives: Part[][];
}

const MOST_DEPTH = 50;
const EXCERPT = 24;

/** What the pieces of the text stand for, without regard to how deep its groups are. */
export function readGroups(text: string, tokens: readonly Token[], reading: GroupReading): Texts {
  const { say, limit } = reading;
  const whole: Part[] = [];
  const groups: Group[] = [];
  const here = (): Part[] => groups.at(-1)?.alternatives.at(-1) ?? whole;
  const asItStands = ({ alternatives }: Group, end: string): void => {
    const parts = here();
    push(parts, '{');
    alternatives.forEach((alternative, place) => {
      if (place > 0) push(parts, '|');
      for (const part of alternative) push(parts, part);
    });
    push(parts, end);
  };
  for (const token of tokens) {
    if (token.kind === 'variable') push(here(), reading.variable(token));
    else if (token.kind === 'open') {
      if (groups.length >= MOST_DEPTH) {
        say(token, `Braces are nested more than ${MOST_DEPTH} deep here. Take some of them out.`, true);
        return { count: 1, at: () => text };
      }
      groups.push({ token, alternatives: [[]] });
    } else if (token.kind === 'bar' && groups.length > 0) groups.at(-1)?.alternatives.push([]);
    else if (token.kind === 'close') {
      const group = groups.pop();
      const source = group && text.slice(group.token.from, token.to);
      if (!group || source === undefined) {
        say(token, `This brace closes nothing. Sent as it stands: “${excerpt(text, token)}”.`, false);
        push(whole, '}');
        continue;
      }
      const texts = textsOf(group, source, limit);
      if (texts && 'fault' in texts) say({ from: group.token.from, to: token.to }, texts.fault, true);
      if (!texts || 'fault' in texts) asItStands(group, '}');
      else push(here(), texts);
    } else push(here(), token.text);
  }
  for (let group = groups.pop(); group; group = groups.pop()) {
    say(group.token, `This brace is never closed. Sent as it stands: “${excerpt(text, group.token)}”.`, false);
    asItStands(group, '');
  }
  return inRow(whole, limit);
}

/** Neighbouring texts become one. */
function push(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (typeof last === 'string' && typeof part === 'string') parts[parts.length - 1] = last + part;
  else if (part !== '') parts.push(part);
}

/** What a closed group stands for; null for itself. */
function textsOf({ alternatives }: Group, source: string, limit: number): ReturnType<typeof rangeOf> {
  const [only] = alternatives;
  if (alternatives.length > 1) {
    return isJson(source) ? null : oneOf(alternatives.map((alternative) => inRow(alternative, limit)));
  }
  return only?.length === 1 && typeof only[0] === 'string' ? rangeOf(only[0]) : null;
}

/** Whether a group is an object of JSON: the bars in it stand in strings. */
function isJson(source: string): boolean {
  if (!/^\{\s*"/.test(source)) return false;
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

/** The surroundings of a place, on one line. */
function excerpt(text: string, { from, to }: Token): string {
  const [start, end] = [Math.max(0, from - EXCERPT), Math.min(text.length, to + EXCERPT)];
  const { text: piece } = cleanPrompt(text.slice(start, end).replace(/\s+/g, ' '));
  return (start > 0 ? '…' : '') + piece + (end < text.length ? '…' : '');
}
