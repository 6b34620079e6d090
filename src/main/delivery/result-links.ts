import type { LibraryImage } from '../../shared/image';
import type { Job, JobGateway } from '../../shared/job';
import type { Clock, JobStore } from '../core/ports';
import { linkedAbort } from '../gateway/linked-abort';
import { mediaUrlFault } from '../gateway/media';
import { withStall } from '../gateway/stall';
import type { GetTransport, Transports } from '../gateway/transport';
import { inspectImage } from '../storage/images/image-header';

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
 * The link by which that gateway handed the image out, when it answers right now with an image; else null. A link of one
 * gateway never goes to another. Asked without the key, and no redirect is followed. Never rejects.
 */
export async function resultLink(
  ports: ResultLinkPorts,
  { gateway }: Pick<Job, 'gateway'>,
  image: LibraryImage,
): Promise<string | null> {
  const url = linkOf(ports, gateway, image);
  if (url === null || mediaUrlFault(url, gateway.origin) !== null) return null;
  const stop = linkedAbort(new AbortController().signal);
  try {
    const { get } = ports.transports[gateway.kind];
    const isImage = await withStall(ports.clock, PATIENCE, stop.signal, answersWithImage(get, url, stop.signal));
    return isImage ? url : null;
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

async function answersWithImage(get: GetTransport, url: string, signal: AbortSignal): Promise<boolean> {
  const reply = await get(url, { headers: { Range: `bytes=0-${String(FEW_BYTES - 1)}` }, signal });
  const reader = reply.body?.getReader();
  try {
    if (reply.status !== 200 && reply.status !== 206) return false;
    let head: Uint8Array = new Uint8Array();
    // A first piece may be a few bytes only.
    while (head.length < MAGIC_BYTES) {
      const piece = await reader?.read();
      if (!piece?.value) break;
      head = Buffer.concat([head, piece.value]);
    }
    return inspectImage(head, head, head.length).kind === 'image';
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/** Enough to know a format by. */
const MAGIC_BYTES = 16;
