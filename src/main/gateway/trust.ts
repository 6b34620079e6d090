import * as tls from 'node:tls';
import type { SecureContext } from 'node:tls';
import { Worker } from 'node:worker_threads';

/** Reads the system's authorities where this runtime can: newer ones have the function, and it may take its time. */
const READ_SYSTEM = `
  const tls = require('node:tls');
  require('node:worker_threads').parentPort.postMessage(tls.getCACertificates('system'));
`;

/** Longest wait for the system's answer. */
const PATIENCE_MS = 5000;

let system: Promise<readonly string[]> | null = null;

/** The authorities that this system trusts, as PEM; none where they can't be asked for. Never rejects; asked once. */
function systemAuthorities(): Promise<readonly string[]> {
  return (system ??= new Promise((resolve) => {
    if (!('getCACertificates' in tls)) {
      resolve([]);
      return;
    }
    const worker = new Worker(READ_SYSTEM, { eval: true });
    worker.once('message', (found: unknown) => {
      resolve(Array.isArray(found) ? found.filter((entry) => typeof entry === 'string') : []);
    });
    for (const end of ['error', 'exit']) {
      worker.once(end, () => {
        resolve([]);
      });
    }
    // A system that does not answer must not keep Easel from its own list.
    setTimeout(resolve, PATIENCE_MS, []).unref();
    worker.unref();
  }));
}

let known: { readonly extra: string | null; readonly context: Promise<SecureContext | undefined> } | null = null;

/**
 * Whom connections trust beside Node's own list: the system's authorities and `extra`, PEM. Undefined for nobody else.
 * Made once for the same `extra`: reading a hundred certificates for every connection would be felt.
 */
export function trust(extra: string | null): Promise<SecureContext | undefined> {
  if (known?.extra !== extra) known = { extra, context: createTrust(extra) };
  return known.context;
}

async function createTrust(extra: string | null): Promise<SecureContext | undefined> {
  const others = [...(await systemAuthorities()), ...(extra === null ? [] : [extra])];
  return others.length === 0 ? undefined : tls.createSecureContext({ ca: [...tls.rootCertificates, ...others] });
}
