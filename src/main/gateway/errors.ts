import { z } from 'zod';

/** Longest text of a gateway that is shown, in characters. */
const TEXT_LIMIT = 300;
/** An error body beyond this is not read further, in characters. */
const BODY_LIMIT = 65_536;

/**
 * What the body of an error reply says, as one line of plain text ending in a full stop, at most 300 characters; null when it says nothing.
 * Takes every form seen in the field: `{error, message}`, `{code, error}`, `{detail}` as text or list, `{statusCode, message}`,
 * nested errors, HTML, plain text and JSON that was cut off.
 */
export function errorText(body: string): string | null {
  const text = body.slice(0, BODY_LIMIT).trim();
  if (text === '') return null;
  try {
    return sentence(textOf(JSON.parse(text)));
  } catch {
    if (/^[[{]/.test(text)) return sentence(textOfCutJson(text));
    return sentence(/<[a-z!/]/i.test(text) ? textOfHtml(text) : text);
  }
}

const Fields = z.looseObject({
  error: z.unknown().optional(),
  message: z.unknown().optional(),
  detail: z.unknown().optional(),
  msg: z.unknown().optional(),
  loc: z.array(z.union([z.string(), z.number()])).catch([]),
  title: z.unknown().optional(),
});

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (Array.isArray(value)) {
    const texts = value.slice(0, 5).flatMap((entry: unknown) => textOf(entry) ?? []);
    return texts.length > 0 ? texts.join('; ') : null;
  }
  const parsed = Fields.safeParse(value);
  if (!parsed.success) return null;
  const { detail, msg, loc, error, message, title } = parsed.data;
  const fault = textOf(msg);
  if (fault !== null) {
    const place = loc.filter((part) => part !== 'body').join('.');
    return place === '' ? fault : `${place}: ${fault}`;
  }
  const [kind, text] = [textOf(error), textOf(message)];
  // Beside a whole sentence the name of its kind says nothing more; the raw reply is in the receipts.
  if (kind !== null && text !== null)
    return isSentence(text) || text.toLowerCase().includes(kind.toLowerCase()) ? text : `${kind}: ${text}`;
  return text ?? kind ?? textOf(detail) ?? textOf(title);
}

/** Four words or more. */
function isSentence(text: string): boolean {
  return text.trim().split(/\s+/).length >= 4;
}

function textOfCutJson(text: string): string | null {
  const found = [...text.matchAll(/"(?:message|error|detail|msg)"\s*:\s*"((?:[^"\\]|\\.){1,2000})/g)];
  const texts = found.map((match) => (match[1] ?? '').replace(/\\[nrt]/g, ' ').replace(/\\(.)/g, '$1'));
  return texts.length > 0 ? texts.join(': ') : null;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

function textOfHtml(html: string): string {
  const text = stripTags(withoutHidden(html));
  return text === '' ? stripTags(/<title[^<>]*>([^<]*)/i.exec(html)?.[1] ?? '') : text;
}

/** Without what no browser shows. Looks at each letter a few times at most, whatever nonsense the page is made of. */
function withoutHidden(html: string): string {
  // Letter by letter, since some words are longer in small letters.
  const lower = html.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const unclosed = new Set<string>();
  let shown = '';
  let at = 0;
  for (const { index, 1: name = '' } of lower.matchAll(/<(script|style|head)\b/g)) {
    if (index < at || unclosed.has(name)) continue;
    const close = lower.indexOf(`</${name}`, index);
    if (close === -1) {
      unclosed.add(name);
      continue;
    }
    shown += `${html.slice(at, index)} `;
    // What is left of the closing tag is dropped with the other tags.
    at = close;
  }
  return shown + html.slice(at);
}

function stripTags(html: string): string {
  return html
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}

function sentence(text: string | null): string | null {
  const line = (text ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (line === '') return null;
  if (line.length > TEXT_LIMIT) return `${line.slice(0, TEXT_LIMIT - 1).trimEnd()}…`;
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
