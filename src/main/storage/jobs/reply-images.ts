import { createHash } from 'node:crypto';
import { HEAD_BYTES, inspectImage, TAIL_BYTES } from '../images/image-header';

/** An image that was inside a reply. */
export interface FoundImage {
  /** Its name in the spool. */
  readonly file: string;
  readonly bytes: Buffer;
}

/** The body of a reply without its images. */
export interface SlimBody {
  /** The text as it came, but for the images. */
  readonly text: string;
  readonly images: readonly FoundImage[];
}

/** Shorter strings that are no data URI hold no image. Characters. */
const SHORTEST_BARE = 64;
/** Of a body that is no JSON this much is kept: enough to see what it is. Characters. */
const OTHER_LIMIT = 1024 * 1024;

/**
 * Takes the images out of the JSON text of a reply: each string that is one becomes `easel-spool:FILE`, everything else
 * stays as it was written, to the last digit of a long number. The same text gives the same file names. The bytes of a data
 * URI in base64 count as an image whatever they are; one without bytes is replaced by a few words, and `easel-spool:` in the
 * text itself is made harmless. `mask` takes the secrets out of what is left, and never touches an image. A text that is no
 * JSON is returned masked and cut. A byte order mark, which is no JSON, is left away.
 */
export function slimText(text: string, mask: (text: string) => string): SlimBody {
  const parts = splitAtImages(text.startsWith('\ufeff') ? text.slice(1) : text);
  const isText = (part: string | Buffer): part is string => typeof part === 'string';
  if (!isJson(parts.map((part) => (isText(part) ? part : '""')).join(''))) {
    return { text: mask(text).slice(0, OTHER_LIMIT), images: [] };
  }
  const masked = parts.map((part) => (isText(part) ? mask(part) : part));
  // Named after the whole reply: two jobs with the same image must not share a file, which the first would take away.
  const hash = createHash('sha256');
  for (const part of masked) hash.update(isText(part) ? part : createHash('sha256').update(part).digest());
  const name = `reply-${hash.digest('hex').slice(0, 24)}`;
  const images: FoundImage[] = [];
  const slim = masked.map((part) => {
    if (isText(part)) return part;
    const file = `${name}-${String(images.length)}`;
    images.push({ file, bytes: part });
    return `"easel-spool:${file}"`;
  });
  return { text: slim.join(''), images };
}

/** The text in pieces, with bytes in the place of each string that is an image. The ends of strings are found without a regular expression: they may be 20 MB long. */
function splitAtImages(text: string): readonly (string | Buffer)[] {
  const parts: (string | Buffer)[] = [];
  let rest = '';
  let done = 0;
  for (let start = text.indexOf('"'); start >= 0; start = text.indexOf('"', done)) {
    const end = literalEnd(text, start);
    if (end < 0) break;
    rest += text.slice(done, start);
    done = end;
    const literal = text.slice(start, end);
    const value = plainValue(literal);
    const image = takeImage(value);
    if (image === null) {
      rest += harmless(literal);
    } else if (image === 'no image') {
      rest += `"(${String(value.length)} characters that are no image)"`;
    } else {
      parts.push(rest, image);
      rest = '';
    }
  }
  return [...parts, rest + text.slice(done)];
}

/** Where the literal that begins there is over, or -1. */
function literalEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return -1;
}

/** What the literal means; some write every slash of base64 with a backslash before it. */
function plainValue(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  const value = parseJson(literal);
  return typeof value === 'string' ? value : '';
}

const SPOOLED = /easel-spool:/i;

function harmless(literal: string): string {
  // Most strings need no second look.
  if (!literal.includes('\\u') && !SPOOLED.test(literal)) return literal;
  const value = parseJson(literal);
  if (typeof value !== 'string' || !SPOOLED.test(value)) return literal;
  return JSON.stringify(value.replaceAll(new RegExp(SPOOLED, 'gi'), 'easel spool:'));
}

/** The bytes of a data URI in base64 or of an image in bare base64; `no image` for any other data URI; null for other texts. */
function takeImage(value: string): Buffer | 'no image' | null {
  const head = /^\s*data:[^,]{0,200},/i.exec(value)?.[0];
  if (head !== undefined) {
    const bytes = /;\s*base64\s*,$/i.test(head) ? Buffer.from(value.slice(head.length), 'base64') : Buffer.alloc(0);
    // Those of no image that is known here may be paid for all the same: whoever saves them says what is wrong with them.
    return bytes.length > 0 ? bytes : 'no image';
  }
  if (value.length < SHORTEST_BARE) return null;
  if (!/^[\w+/=\s-]+$/.test(value.slice(0, 4096)) || !isImage(Buffer.from(value.slice(0, 4096), 'base64'))) return null;
  return Buffer.from(value, 'base64');
}

function isImage(bytes: Buffer): boolean {
  const { kind } = inspectImage(bytes.subarray(0, HEAD_BYTES), bytes.subarray(-TAIL_BYTES), bytes.length);
  return kind === 'image';
}

function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
