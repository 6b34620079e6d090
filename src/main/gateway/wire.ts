import { z } from 'zod';

const Id = z
  .union([z.string().trim().min(1), z.number().transform(String)])
  .nullish()
  .catch(null);

/** A reply of submit or status, as far as it is used: any field may be missing, odd or new without harm. */
const Reply = z.looseObject({
  request_id: Id,
  status: z.string().nullish().catch(null),
  error: z.unknown().optional(),
  message: z.unknown().optional(),
  output: z.unknown().optional(),
  media_url: z.unknown().optional(),
  media_type: z.unknown().optional(),
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
  /** Links or data URIs, in order. */
  readonly media: readonly string[];
}

/** Reads the JSON text of a reply; null when it is no JSON object. */
export function parseReply(body: string): WireReply | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const parsed = Reply.safeParse(json);
  if (!parsed.success || Array.isArray(json)) return null;
  const { request_id: requestId, status } = parsed.data;
  return {
    requestId: requestId ?? null,
    status: typeof status === 'string' && status.trim() !== '' ? statusOf(status) : null,
    media: mediaOf(parsed.data),
  };
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

const Output = z.looseObject({ media_url: z.unknown().optional(), media_type: z.string().nullish().catch(null) });

/** `output.media_url` is documented; the other places are where relatives of this API put the same thing. */
function mediaOf(reply: z.infer<typeof Reply>): readonly string[] {
  const output = Output.safeParse(reply.output);
  const mediaType = output.success ? output.data.media_type : null;
  const places = [output.success ? output.data.media_url : reply.output, reply.media_url, reply.images, reply.data];
  for (const place of places) {
    const media = mediaList(place, mediaType ?? null);
    if (media.length > 0) return media;
  }
  return [];
}

const Entry = z.union([
  z.string(),
  z.looseObject({ url: z.string() }).transform(({ url }) => url),
  z.looseObject({ b64_json: z.string() }).transform(({ b64_json: base64 }) => base64),
]);

function mediaList(value: unknown, mediaType: string | null): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry) => {
    const parsed = Entry.safeParse(entry);
    const text = parsed.success ? parsed.data.trim() : '';
    if (/^(https?|data):/i.test(text)) return [text];
    const bareBase64 = text.length >= 64 && /^[A-Za-z0-9+/=\r\n]+$/.test(text.slice(0, 4096));
    return bareBase64 ? [`data:${mediaType ?? 'application/octet-stream'};base64,${text}`] : [];
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
