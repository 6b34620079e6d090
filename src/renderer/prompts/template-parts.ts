import { tokensOf } from '../../shared/expansion-groups';

/** A piece of a template; `variable` is the name of the one that it is. */
export interface TemplatePart {
  readonly text: string;
  readonly variable: string | null;
}

/** The text in its pieces as typed, its variables apart. */
export function templateParts(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const { kind, text: name, from, to } of tokensOf(text)) {
    if (kind !== 'variable') continue;
    if (from > at) parts.push({ text: text.slice(at, from), variable: null });
    parts.push({ text: text.slice(from, to), variable: name });
    at = to;
  }
  return at < text.length ? [...parts, { text: text.slice(at), variable: null }] : parts;
}

/** Names of its variables, each once, in order. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set(templateParts(text).flatMap(({ variable }) => variable ?? []))];
}

/** The lines of a list as it is typed: trimmed, without empty ones and doubles. */
export function listOf(lines: string): readonly string[] {
  const values = lines.split('\n').map((line) => line.trim().slice(0, 20_000));
  return [...new Set(values.filter((line) => line !== ''))].slice(0, 1000);
}
