import { linkFlaw } from '../../shared/public-host';
import type { ConnectionOptions } from '../gateway/connection';
import { createHttpsGet } from '../gateway/https-get';
import { HEAD_BYTES, inspectImage } from '../storage/images/image-header';
import type { AddressLookup } from './public-lookup';
import { PrivateAddressError, publicLookup } from './public-lookup';

/** What fetching a link stands on. */
export interface LinkPorts {
  /** Proxy and certificates, as for everything that goes out. */
  readonly connections: ConnectionOptions;
  /** The one origin that may lie on this machine: the gateway that whoever started Easel gave. Null for none. */
  readonly trusted: string | null;
  /** For tests; default is the system's look-up, 60 seconds and 64 MB. */
  readonly lookup?: AddressLookup;
  readonly patienceMs?: number;
  readonly mostBytes?: number;
}

/** What came of a link: bytes of what may be a picture and a name for them, or one sentence. */
export type FetchedLink =
  | { readonly kind: 'fetched'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly message: string };

const GIVEN_UP = 'Another picture was asked for. Nothing was imported.';
const REDIRECTS = 5;
const PATIENCE = 60_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** What a browser would ask for where it shows a picture. No cookie, no key, nothing of where the link came from. */
const HEADERS = {
  Accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9,*/*;q=0.1',
  'User-Agent': 'Easel',
};

class Refusal extends Error {}

/**
 * Fetches what a link leads to, once: over http or https, from public addresses alone, each redirect checked like the
 * link itself. `stop` ends it. Never rejects.
 */
export async function fetchLink(
  ports: LinkPorts,
  link: string,
  stop: AbortSignal = new AbortController().signal,
): Promise<FetchedLink> {
  const late = AbortSignal.timeout(ports.patienceMs ?? PATIENCE);
  const limit = AbortSignal.any([late, stop]);
  let url = link.trim();
  try {
    for (let hop = 0; hop <= REDIRECTS; hop += 1) {
      const reply = await open(ports, url, limit);
      const location = reply.status >= 300 && reply.status < 400 ? reply.headers.get('location') : null;
      if (location === null) return { kind: 'fetched', name: nameOf(url), bytes: await read(ports, url, reply) };
      await reply.body?.cancel().catch(() => undefined);
      if (!URL.canParse(location, url)) throw new Refusal('The link leads on to an address that is none.');
      url = new URL(location, url).href;
    }
    throw new Refusal('The link leads from one address to the next and never to a picture.');
  } catch (error) {
    return { kind: 'refused', message: stop.aborted ? GIVEN_UP : wordsOf(error, url, late.aborted) };
  }
}

async function open(ports: LinkPorts, url: string, limit: AbortSignal): Promise<Response> {
  const isTrusted = URL.canParse(url) && new URL(url).origin === ports.trusted;
  const fault = isTrusted ? null : linkFault(url);
  if (fault !== null) throw new Refusal(fault);
  const lookup = publicLookup(ports.lookup);
  if (!isTrusted) await checkBehindProxy(ports, new URL(url), lookup);
  const get = createHttpsGet({ ...ports.connections, ...(isTrusted ? {} : { lookup }) });
  return get(url, { headers: HEADERS, signal: limit });
}

/** Why the link is not fetched, as far as its words tell, in a sentence; null when they say nothing against it. */
export function linkFault(link: string): string | null {
  switch (linkFlaw(link)) {
    case null:
      return null;
    case 'no-link':
      return 'Only links that begin with https:// or http:// can be fetched.';
    case 'holds-password':
      return 'The link holds a user name or password, which Easel does not send. Save the picture and drop its file.';
    case 'private':
      return privateWords(new URL(link).host);
  }
}

function privateWords(host: string): string {
  return `${host} lies in a private network, which Easel does not fetch pictures from. Save the picture and drop its file.`;
}

/**
 * A proxy looks names up itself. What this machine knows of the name is checked all the same; where it knows nothing, as in
 * many companies, the proxy decides what can be reached.
 */
async function checkBehindProxy(
  { connections }: LinkPorts,
  url: URL,
  lookup: ReturnType<typeof publicLookup>,
): Promise<void> {
  const proxy = url.protocol === 'https:' ? await connections.proxyFor?.(url.href) : null;
  if (proxy === null || proxy === undefined) return;
  await new Promise<void>((resolve, reject) => {
    lookup(url.hostname, { all: true }, (error) => {
      if (error instanceof PrivateAddressError) reject(error);
      else resolve();
    });
  });
}

async function read({ mostBytes = MOST_BYTES }: LinkPorts, url: string, reply: Response): Promise<Uint8Array> {
  const { host } = new URL(url);
  const tooLarge = `The picture is larger than ${String(Math.floor(mostBytes / 1024 / 1024))} MB. Save it and drop its file.`;
  const close = (): Promise<void> => reply.body?.cancel().catch(() => undefined) ?? Promise.resolve();
  if (reply.status !== 200 || Number(reply.headers.get('content-length') ?? 0) > mostBytes) {
    await close();
    const refused = `${host} does not hand the picture out (HTTP ${String(reply.status)}).`;
    throw new Refusal(reply.status === 200 ? tooLarge : refused);
  }
  const pieces: Uint8Array[] = [];
  let total = 0;
  const reader = reply.body?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    total += next.value.byteLength;
    pieces.push(next.value);
    if (total > mostBytes) {
      await reader?.cancel().catch(() => undefined);
      throw new Refusal(tooLarge);
    }
  }
  const bytes = Buffer.concat(pieces);
  if (isPage(bytes))
    throw new Refusal(`${host} answered with a page, not a picture. Open the picture by itself first.`);
  return bytes;
}

/** A web page where a picture was meant, which is worth its own words. */
function isPage(bytes: Buffer): boolean {
  const found = inspectImage(bytes.subarray(0, HEAD_BYTES), new Uint8Array(), bytes.length);
  return (
    found.kind === 'other' &&
    found.name === null &&
    /^\s*<(!doctype html|html|head|body|script)/i.test(bytes.toString('latin1', 0, 512))
  );
}

/** The last part of the path, as people read it; the host where there is none. */
function nameOf(link: string): string {
  const { pathname, hostname } = new URL(link);
  const last = pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return decodeURIComponent(last).replace(/[/\\]/g, ' ').slice(0, 200) || hostname;
  } catch {
    return last.slice(0, 200);
  }
}

function wordsOf(error: unknown, url: string, late: boolean): string {
  if (error instanceof Refusal) return error.message;
  const host = URL.canParse(url) ? new URL(url).host : 'The link';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PrivateAddressError) return privateWords(host);
  }
  return late ? `${host} took longer than a minute. Nothing was imported.` : `${host} can’t be reached.`;
}
