import { Readable } from 'node:stream';

/** Statuses that come without a body; `Response` refuses one for them. */
const BODILESS = [101, 103, 204, 205, 304];

/**
 * A reply of Chromium's or Node's network as a `Response`. A header that `Headers` does not take, such as a file name in another
 * script than Latin, is left out. Throws for a status that `Response` does not take.
 */
export function toResponse(
  status: number,
  fields: Readonly<Record<string, string | readonly string[]>>,
  message: Readable,
): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'string' ? [value] : value) {
      try {
        headers.append(name, one);
      } catch {
        // Nothing that decides anything here is written so.
      }
    }
  }
  const init = { status, headers };
  if (BODILESS.includes(status)) return new Response(null, init);
  return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, init);
}
