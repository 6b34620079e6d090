import type { Clock } from '../../core/ports';
import { MEDIA_PATH, outputCount, outputName, statusAt } from './demo-job';
import type { DemoJob } from './demo-job';
import type { DemoJobStore } from './demo-store';
import type { Painter, Painting } from './painter';

/** The pictures of the demo gateway. Painted when first wanted; the same link gives the same bytes for ever. */
export interface DemoMedia {
  /** Links of a completed job on that origin, or its data URIs; empty before. Begins to paint as soon as work has begun. */
  list(job: DemoJob, origin: string): Promise<readonly string[]>;
  /** The file at a path below the media path. */
  serve(path: string): Promise<Response>;
}

/** Painted files kept in memory, in bytes; beyond that the oldest are painted again when asked for. */
const CACHE_LIMIT = 48 * 1024 * 1024;
/** How deep edits of edits are painted from their own sources. */
const DEPTH_LIMIT = 8;

/** The pictures of the jobs in the store. */
export function createDemoMedia(store: DemoJobStore, painter: Painter, clock: Clock): DemoMedia {
  const easel: Easel = { store, painter, clock, cache: new Map(), failedOnce: new Set() };
  return {
    async list(job, origin) {
      const status = statusAt(job, clock.now());
      const indexes = Array.from({ length: outputCount(job) }, (_, index) => index);
      // Early, so that the first picture is ready when the job says so.
      if (status === 'PROCESSING') paint(easel, job, 0, 0).catch(() => undefined);
      if (status !== 'COMPLETED') return [];
      if (job.sync) return await Promise.all(indexes.map(async (index) => dataUri(await paint(easel, job, index, 0))));
      return indexes.map((index) => `${origin}${MEDIA_PATH}${job.id}/${outputName(job, index)}`);
    },
    async serve(path) {
      const found = await find(easel, path);
      const gone = found?.job.ending === 'lost-media' || (found?.job.ending === 'late-media' && first(easel, path));
      if (!found || gone) return new Response('Not Found', { status: 404, headers: { 'Content-Type': 'text/plain' } });
      const { bytes, mediaType } = await paint(easel, found.job, found.index, 0);
      const headers = { 'Content-Type': mediaType, 'Content-Length': String(bytes.byteLength) };
      return new Response(bytes, { headers });
    },
  };
}

interface Easel {
  readonly store: DemoJobStore;
  readonly painter: Painter;
  readonly clock: Clock;
  /** By job and index, the latest used last. */
  readonly cache: Map<string, Promise<Painting>>;
  readonly failedOnce: Set<string>;
}

function first({ failedOnce }: Easel, path: string): boolean {
  if (failedOnce.has(path)) return false;
  failedOnce.add(path);
  return true;
}

async function find(easel: Easel, path: string): Promise<{ job: DemoJob; index: number } | null> {
  const [id = '', name = '', ...rest] = path.split('/');
  const job = rest.length === 0 ? await easel.store.get(id) : undefined;
  if (!job || statusAt(job, easel.clock.now()) !== 'COMPLETED') return null;
  const index = Array.from({ length: outputCount(job) }, (_, i) => i).find((i) => outputName(job, i) === name);
  return index === undefined ? null : { job, index };
}

async function paint(easel: Easel, job: DemoJob, index: number, depth: number): Promise<Painting> {
  const name = `${job.id}/${String(index)}`;
  const known = easel.cache.get(name);
  const painting = known ?? paintAnew(easel, job, index, depth);
  easel.cache.delete(name);
  easel.cache.set(name, painting);
  try {
    const done = await painting;
    if (!known) await trim(easel);
    return done;
  } catch (error) {
    easel.cache.delete(name);
    throw error;
  }
}

async function paintAnew(easel: Easel, job: DemoJob, index: number, depth: number): Promise<Painting> {
  const sources = await Promise.all(job.sources.map((source) => sourceBytes(easel, source, depth)));
  const order = {
    prompt: job.prompt,
    seed: `${job.id}/${String(index)}`,
    size: job.pixels ?? { area: job.area },
    format: job.format,
  };
  // A source that can't be decoded gets a stand-in too: a job that was taken must come to its end.
  return await easel.painter
    .paint({ ...order, sources })
    .catch(() => easel.painter.paint({ ...order, sources: job.sources.map((source) => source.slice(-64)) }));
}

/** The bytes of a data URI or of a picture of this gateway; for any other link, which the demo never opens, its words. */
async function sourceBytes(easel: Easel, source: string, depth: number): Promise<Uint8Array | string> {
  if (source.startsWith('data:')) return Buffer.from(source.slice(source.indexOf(',') + 1), 'base64');
  const { pathname } = new URL(source);
  const found =
    depth < DEPTH_LIMIT && pathname.startsWith(MEDIA_PATH)
      ? await find(easel, pathname.slice(MEDIA_PATH.length))
      : null;
  return found ? (await paint(easel, found.job, found.index, depth + 1)).bytes : source;
}

async function trim({ cache }: Easel): Promise<void> {
  const entries = [...cache].reverse();
  let total = 0;
  for (const [name, painting] of entries) {
    const size = await painting.then(({ bytes }) => bytes.byteLength).catch(() => 0);
    total += size;
    if (total > CACHE_LIMIT && cache.size > 1) cache.delete(name);
  }
}

function dataUri({ bytes, mediaType }: Painting): string {
  return `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
}
