import { open } from 'node:fs/promises';
import type { LibraryImage } from '../../shared/image';
import type { Job, JobGateway } from '../../shared/job';
import type { Clock, JobStore } from '../core/ports';
import { linkedAbort } from '../gateway/linked-abort';
import { mediaUrlFault } from '../gateway/media';
import { withStall } from '../gateway/stall';
import type { GetTransport, Transports } from '../gateway/transport';

/** Where the gateway's own links of earlier results come from, and how they are tried. */
export interface ResultLinkPorts {
  readonly jobs: Pick<JobStore, 'get'>;
  readonly clock: Clock;
  readonly transports: Readonly<Record<JobGateway['kind'], Pick<Transports, 'get'>>>;
}

/** Longest wait for a link that may be dead: the picture itself is here. Milliseconds. */
const PATIENCE = 5000;
const FEW_BYTES = 1024;

/**
 * The link by which that gateway handed the image out, when it answers right now with what lies in the file; else null: a
 * picture that another program has changed since is not what the link shows. A link of one gateway never goes to another.
 * Asked without the key, and no redirect is followed. Never rejects.
 */
export async function resultLink(
  ports: ResultLinkPorts,
  { gateway }: Pick<Job, 'gateway'>,
  image: LibraryImage,
  file: string,
): Promise<string | null> {
  const url = linkOf(ports, gateway, image);
  if (url === null || mediaUrlFault(url, gateway.origin) !== null) return null;
  const stop = linkedAbort(new AbortController().signal);
  try {
    const { get } = ports.transports[gateway.kind];
    const isSame = await withStall(ports.clock, PATIENCE, stop.signal, answersWith(file, get, url, stop.signal));
    return isSame ? url : null;
  } catch {
    return null;
  } finally {
    stop.abort();
  }
}

function linkOf({ jobs }: ResultLinkPorts, gateway: JobGateway, { id, origin }: LibraryImage): string | null {
  const job = origin === null ? undefined : jobs.get(origin.jobId);
  if (!job || job.gateway.kind !== gateway.kind || job.gateway.origin !== gateway.origin) return null;
  if (job.status !== 'saving' && job.status !== 'done') return null;
  const output = job.outputs.find((each) => each.state === 'saved' && each.imageId === id);
  return output?.origin.from === 'link' ? output.origin.url : null;
}

/** True when size and beginning are those of the file: nobody changes a picture and keeps both. */
async function answersWith(file: string, get: GetTransport, url: string, signal: AbortSignal): Promise<boolean> {
  const here = await beginningOf(file);
  const reply = await get(url, { headers: { Range: `bytes=0-${String(FEW_BYTES - 1)}` }, signal });
  const reader = reply.body?.getReader();
  try {
    if (sizeIn(reply) !== here.size) return false;
    let head: Uint8Array = new Uint8Array();
    // A first piece may be a few bytes only.
    while (head.length < here.bytes.length) {
      const piece = await reader?.read();
      if (!piece?.value) break;
      head = Buffer.concat([head, piece.value]);
    }
    return here.bytes.length > 0 && here.bytes.equals(head.subarray(0, here.bytes.length));
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/** Of all that the link leads to, in bytes; null when the answer does not say. */
function sizeIn({ status, headers }: Response): number | null {
  const said =
    status === 206 ? /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] : headers.get('content-length');
  return (status === 200 || status === 206) && said ? Number(said) : null;
}

async function beginningOf(file: string): Promise<{ readonly size: number; readonly bytes: Buffer }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, FEW_BYTES));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return { size, bytes: bytes.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}
