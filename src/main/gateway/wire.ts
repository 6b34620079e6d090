import { z } from 'zod';
import type { OutputOrigin } from '../../shared/job';

/** Longer ones fit no address that could be asked about. */
const ID_LIMIT = 2000;

/** An id exactly as it came, or null for one that no address can hold or that lost letters on the way. */
const Id = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((id) => (id === '.' || id === '..' || !isSpeakable(String(id ?? '')) ? null : (id ?? null)))
  .catch(null);

function isSpeakable(id: string): boolean {
  return id.trim() !== '' && id.length <= ID_LIMIT && !/[\p{Cs}\ufffd]/u.test(id);
}

/** A reply of submit or status, as far as it is used: any field may be missing, odd or new without harm. */
const Reply = z.looseObject({
  request_id: Id,
  status: z.string().nullish().catch(null),
  error: z.unknown().optional(),
  message: z.unknown().optional(),
  output: z.unknown().optional(),
  media_url: z.unknown().optional(),
  images: z.unknown().optional(),
  data: z.unknown().optional(),
});

/** The states that the API documents; an unknown word means that the gateway is still at it. */
export type WireStatus = 'queued' | 'running' | 'completed' | 'failed' | 'error';

/** A reply of the gateway in the words of this program. */
export interface WireReply {
  readonly requestId: string | null;
  /** Null when the reply names no status at all. */
  readonly status: WireStatus | null;
  /** In order. */
  readonly media: readonly OutputOrigin[];
}

/** Reads the JSON text of a reply; null when it is no JSON object. */
export function parseReply(body: string): WireReply | null {
  let json: unknown;
  try {
    json = JSON.parse(withoutMark(body));
  } catch {
    return null;
  }
  const parsed = Reply.safeParse(json);
  if (!parsed.success || Array.isArray(json)) return null;
  const { request_id: id, status } = parsed.data;
  return {
    requestId: typeof id === 'number' ? digitsOf(id, body) : (id ?? null),
    status: typeof status === 'string' && status.trim() !== '' ? statusOf(status) : null,
    media: mediaOf(parsed.data),
  };
}

/** Some servers begin their texts with a byte order mark, which is no JSON. */
function withoutMark(body: string): string {
  return body.startsWith('\ufeff') ? body.slice(1) : body;
}

/** A number as it was written: one with many digits is another one after it was read. */
function digitsOf(id: number, body: string): string | null {
  if (Number.isSafeInteger(id)) return String(id);
  const written = [...body.matchAll(/"request_id"\s*:\s*(-?\d[\d.eE+-]*)/g)].map((match) => match[1] ?? '');
  return written.findLast((digits) => Number(digits) === id) ?? null;
}

/** What is odd about a 2xx that does not say what was asked, as the end of a sentence; `wanted` is what is missing. */
export function oddity(body: string, wanted: string): string {
  const text = withoutMark(body).trim();
  if (text === '') return 'with nothing';
  if (/^<|<html/i.test(text.slice(0, 200))) return 'with a web page';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return /^[[{"]/.test(text) ? 'in JSON that is damaged or cut off' : 'in words that are no JSON';
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return 'in JSON of another form';
  return `without ${wanted} that Easel can use`;
}

function statusOf(word: string): WireStatus {
  switch (word.trim().toUpperCase()) {
    case 'QUEUED':
      return 'queued';
    case 'COMPLETED':
      return 'completed';
    case 'FAILED':
      return 'failed';
    case 'ERROR':
      return 'error';
    default:
      return 'running';
  }
}

const Output = z.looseObject({ media_url: z.unknown().optional() });

/** `output.media_url` is documented; the other places are where relatives of this API put the same thing. */
function mediaOf(reply: z.infer<typeof Reply>): readonly OutputOrigin[] {
  const output = Output.safeParse(reply.output);
  const places = [output.success ? output.data.media_url : reply.output, reply.media_url, reply.images, reply.data];
  return places.map(mediaList).find((media) => media.length > 0) ?? [];
}

const Entry = z.union([
  z.string(),
  z.looseObject({ url: z.string() }).transform(({ url }) => url),
  z.looseObject({ b64_json: z.string() }).transform(({ b64_json: base64 }) => base64),
]);

/** Images inside the reply were taken out before (see the port `ReplyBodies`); what is left of one is no image. */
function mediaList(value: unknown): readonly OutputOrigin[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry): readonly OutputOrigin[] => {
    const parsed = Entry.safeParse(entry);
    const text = parsed.success ? parsed.data.trim() : '';
    if (/^https?:/i.test(text)) return [{ from: 'link', url: text }];
    const file = /^easel-spool:(\w[\w.-]*)$/.exec(text)?.[1];
    return file === undefined ? [] : [{ from: 'spool', file }];
  });
}

/**
 * A time stamp of the gateway in milliseconds since 1970, or null. Both documented shapes are UTC; the one without a zone
 * would be read as local time by `new Date`. For display only: never order or measure by it.
 */
export function serverTime(text: string): number | null {
  const zoneless = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d+)?)$/.exec(text.trim());
  const time = Date.parse(zoneless ? `${zoneless[1] ?? ''}T${zoneless[2] ?? ''}Z` : text);
  return Number.isNaN(time) ? null : time;
}
