import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { CustomScheme, Session } from 'electron';

/** To be registered before the app is ready. */
export const APP_SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};
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

/** Serves the built pages in the folder to a session, under the given policy. */
export function serveApp(session: Pick<Session, 'protocol'>, root: string, policy: string): void {
  session.protocol.handle('app', appHandler(root, policy));
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

/**
 * Answers with the files that lie in the folder now, and nothing else: an address is looked up in their list and never
 * becomes a path.
 */
export function appHandler(root: string, policy: string): (request: Request) => Promise<Response> {
  const files = new Map(listFiles(root, ''));
  return async (request) => {
    const url = new URL(request.url);
    const path = `${url.protocol}//${url.host}` === APP_ORIGIN ? files.get(url.pathname) : undefined;
    const type = path === undefined ? undefined : TYPES[extname(path)];
    if (path === undefined || type === undefined || request.method !== 'GET') {
      return new Response('Not found', { status: 404, headers: { 'Content-Type': 'text/plain' } });
    }
    return new Response(new Uint8Array(await readFile(path)), {
      headers: {
        'Content-Type': type,
        'Content-Security-Policy': policy,
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-cache',
      },
    });
  };
}

function listFiles(folder: string, address: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const below = `${address}/${encodeURIComponent(entry.name)}`;
    return entry.isDirectory() ? listFiles(path, below) : [[below, path] as const];
  });
}
