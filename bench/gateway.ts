import { createServer, type IncomingMessage, type Server } from 'node:http';
import { STATUS_PATH } from '../src/shared/models';
import type { Negative } from './jpeg';

/** How the gateway of a benchmark behaves. */
export interface GatewayPlan {
  readonly negative: Negative;
  readonly imagesPerJob: number;
  /** Milliseconds from acceptance to completion; null waits for `complete`. */
  readonly durationMs: number | null;
  /** True hands the images out inside the reply. */
  readonly inline?: boolean;
}

/** A gateway on this machine that costs next to nothing to run: no painting, no journal, nothing kept but counts. */
export interface BenchGateway {
  readonly url: string;
  /** Submits that were accepted. */
  accepted(): number;
  /** Everything accepted so far is completed from now on. */
  complete(): void;
  /** Holds back every image until the returned function is called. */
  holdMedia(): () => void;
  /** The links of the images of the first so many jobs. */
  links(jobs: number): readonly string[];
  close(): Promise<void>;
}

interface BenchJob {
  readonly id: string;
  readonly number: number;
  readonly completeAt: number;
}

/**
 * Starts one on a free port, with its images on another as in life: Chromium opens six connections to a host and no more.
 * It runs in the process of the benchmark, which is another than the app's.
 */
export async function startBenchGateway(plan: GatewayPlan): Promise<BenchGateway> {
  const jobs = new Map<string, BenchJob>();
  let allAt = Infinity;
  let held: Promise<void> | null = null;
  const linksOf = ({ number }: Pick<BenchJob, 'number'>): readonly string[] =>
    Array.from({ length: plan.imagesPerJob }, (_, index) => {
      const serial = number * plan.imagesPerJob + index;
      return `${urlOf(media)}/media/v1/${String(serial)}/output.jpg`;
    });
  const mediaOf = (job: BenchJob): readonly string[] =>
    plan.inline === true
      ? linksOf(job).map((link) => `data:image/jpeg;base64,${bytesOf(plan.negative, link).toString('base64')}`)
      : linksOf(job);

  const accept = async (incoming: IncomingMessage, reply: Reply): Promise<void> => {
    for await (const _chunk of incoming) continue;
    const job = {
      id: `bench_${String(jobs.size).padStart(6, '0')}-0000-4000-8000-000000000000`,
      number: jobs.size,
      completeAt: plan.durationMs === null ? Infinity : performance.now() + plan.durationMs,
    };
    jobs.set(job.id, job);
    reply(202, { request_id: job.id, status: 'QUEUED', polling_url: `${urlOf(api)}${STATUS_PATH}${job.id}` });
  };
  const status = (id: string, reply: Reply): void => {
    const job = jobs.get(id);
    if (!job) {
      reply(404, { error: 'Not Found' });
      return;
    }
    const completed = performance.now() >= Math.min(job.completeAt, allAt);
    const output = completed ? { media_url: mediaOf(job), media_type: 'image/jpeg' } : null;
    reply(200, { request_id: id, status: completed ? 'COMPLETED' : 'PROCESSING', error: null, output });
  };
  const media = createServer((incoming, outgoing) => {
    void (async () => {
      await held;
      outgoing.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': plan.negative.bytes });
      outgoing.cork();
      for (const piece of plan.negative.print(serialOf(incoming.url ?? ''))) outgoing.write(piece);
      outgoing.uncork();
      outgoing.end();
    })();
  });
  const api = createServer((incoming, outgoing) => {
    const reply: Reply = (code, body) => {
      outgoing.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (incoming.method === 'POST') void accept(incoming, reply);
    else status((incoming.url ?? '').slice(STATUS_PATH.length), reply);
  });
  for (const server of [api, media]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: urlOf(api),
    accepted: () => jobs.size,
    complete: () => {
      allAt = performance.now();
    },
    holdMedia: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => (release = resolve));
      return () => {
        held = null;
        release();
      };
    },
    links: (count) => Array.from({ length: count }, (_, number) => linksOf({ number })).flat(),
    close: async () => {
      for (const server of [api, media]) {
        await new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        });
      }
    },
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${String(address !== null && typeof address === 'object' ? address.port : 0)}`;
}

type Reply = (code: number, body: Readonly<Record<string, unknown>>) => void;

function serialOf(path: string): number {
  return Number(/\/media\/v1\/(\d+)\//.exec(path)?.[1] ?? 0);
}

function bytesOf(negative: Negative, link: string): Buffer {
  return Buffer.concat(negative.print(serialOf(link)));
}
