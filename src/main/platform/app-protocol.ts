import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ProtocolRequest, ProtocolResponse, Session } from 'electron';

/** Where the built pages are found. */
export const APP_ORIGIN = 'app://easel';

/** What pages may load and reach. `images` is the scheme that a page may fetch pictures or work from. */
export function contentSecurityPolicy(images: 'easel:' | 'decoder:'): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    // The component library writes style elements of its own.
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' ${images} blob: data:`,
    `connect-src 'self' ${images}`,
    `font-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/**
 * Serves the built pages in the folder to a session, under the given policy. With the older call of Electron, which hands
 * over a path: `protocol.handle` takes the files through streams of this process, for 80 ms of each start.
 */
export function serveApp(session: Pick<Session, 'protocol'>, root: string, policy: string): void {
  const answer = appHandler(root, policy);
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  session.protocol.registerFileProtocol('app', (request, respond) => {
    respond(answer(request));
  });
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const NOT_FOUND = -6;

/**
 * Answers with the files that lie in the folder now, and nothing else: an address is looked up in their list and never
 * becomes a path. What is not there fails as `net::ERR_FILE_NOT_FOUND`.
 */
export function appHandler(
  root: string,
  policy: string,
): (request: Pick<ProtocolRequest, 'url' | 'method'>) => ProtocolResponse {
  const files = new Map(listFiles(root, ''));
  return (request) => {
    const url = new URL(request.url);
    const path = `${url.protocol}//${url.host}` === APP_ORIGIN ? files.get(url.pathname) : undefined;
    const type = path === undefined ? undefined : TYPES[extname(path)];
    if (path === undefined || type === undefined || request.method !== 'GET') return { error: NOT_FOUND };
    const headers = {
      'Content-Type': type,
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-cache',
    };
    return { path, headers };
  };
}

function listFiles(folder: string, address: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const below = `${address}/${encodeURIComponent(entry.name)}`;
    return entry.isDirectory() ? listFiles(path, below) : [[below, path] as const];
  });
}
