import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver, { type S3Context } from '@20minutes/s3rver';
import Account from '@20minutes/s3rver/lib/models/account.js';

/** One answer in place of the service's own. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which request it answers; the next one by default. */
  readonly method?: 'PUT' | 'GET' | 'DELETE';
}

/** A real S3 service on loopback with one private bucket; it checks every signature. */
export interface MadeService {
  readonly endpoint: string;
  readonly bucketName: string;
  readonly accessKey: string;
  readonly secret: string;
  /** Keys of the objects that lie in the bucket. */
  objects(): readonly string[];
  /** `METHOD /path` of all that was asked, in order. */
  readonly asked: readonly string[];
  answerNext(answer: ScriptedAnswer): void;
  /** Called with that line, and waited for, before the request is looked at. */
  meanwhile: ((line: string) => Promise<void>) | null;
  close(): Promise<void>;
}

const ACCESS_KEY = 'EASELTESTKEY';
const SECRET = 'bucket-canary-7c1e55d0b9/+a4';
const BUCKET = 'pictures';
const FILE_END = '._S3rver_object';

/** Starts one on a free port, for tests. */
export async function startService(): Promise<MadeService> {
  new Account(210000000000, 'Easel').createKeyPair(ACCESS_KEY, SECRET);
  const directory = mkdtempSync(join(tmpdir(), 'easel-s3-'));
  const configureBuckets = [{ name: BUCKET }];
  const service = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
  const scripted: ScriptedAnswer[] = [];
  const asked: string[] = [];
  service.middleware.unshift(async (context, next) => {
    const line = `${context.method} ${context.path}`;
    asked.push(line);
    await made.meanwhile?.(line);
    const at = scripted.findIndex(({ method }) => method === undefined || method === context.method);
    const [answer] = at < 0 ? [] : scripted.splice(at, 1);
    if (answer) say(context, answer);
    // The service knows no private buckets: whoever brings no signature stays out.
    else if (!isSigned(context)) say(context, { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    else await next();
  });
  const { port } = await service.run();
  const made: MadeService = {
    meanwhile: null,
    endpoint: `http://127.0.0.1:${String(port)}`,
    bucketName: BUCKET,
    accessKey: ACCESS_KEY,
    secret: SECRET,
    objects: () =>
      readdirSync(join(directory, BUCKET), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(FILE_END))
        .map((name) => name.slice(0, -FILE_END.length)),
    asked,
    answerNext(answer) {
      scripted.push(answer);
    },
    async close() {
      await service.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return made;
}

function isSigned({ headers, query }: S3Context): boolean {
  return headers['authorization'] !== undefined || query['X-Amz-Signature'] !== undefined;
}

function say(context: S3Context, { status, body = '', headers = {} }: ScriptedAnswer): void {
  context.status = status;
  context.type = 'application/xml';
  context.body = body;
  for (const [name, value] of Object.entries(headers)) context.set(name, value);
}
