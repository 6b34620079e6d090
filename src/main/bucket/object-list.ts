import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { JobId } from '../../shared/ids';
import { errorCode, folderSynced, makeFolder } from '../storage/durable';

/** An object that may lie in a bucket and has to be removed one day. */
const LeftObject = z.strictObject({
  /** Its key in the bucket. */
  object: z.string(),
  endpoint: z.string(),
  region: z.string(),
  name: z.string(),
  jobId: JobId,
  /** Milliseconds since 1970. */
  at: z.number(),
});
/** See the schema of the same name. */
export type LeftObject = Readonly<z.infer<typeof LeftObject>>;

/** What lies in buckets, one small file each, so that adding one costs the same however many there are. */
export interface ObjectList {
  /** On disk, synced, once it resolves. Rejects when the disk refuses. */
  add(entry: LeftObject): Promise<void>;
  /** Never rejects: what stays on the list is removed once more. */
  remove(entry: LeftObject): Promise<void>;
  /** All of it, oldest first; read from disk the first time. Rejects when the disk refuses. */
  all(): Promise<readonly LeftObject[]>;
}

/** The list in that folder of user data, which is made when the first object is added. */
export function createObjectList(folder: string): ObjectList {
  let loading: Promise<Map<string, LeftObject>> | null = null;
  const entries = (): Promise<Map<string, LeftObject>> =>
    (loading ??= load(folder).catch((error: unknown) => {
      loading = null;
      throw error;
    }));
  return {
    async add(entry) {
      const known = await entries();
      makeFolder(folder);
      const file = fileOf(folder, entry.object);
      const handle = await open(`${file}.part`, 'w', 0o600);
      try {
        await handle.writeFile(JSON.stringify(entry));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${file}.part`, file);
      await folderSynced(folder);
      known.set(entry.object, entry);
    },
    async remove({ object }) {
      (await entries()).delete(object);
      await rm(fileOf(folder, object), { force: true }).catch(() => undefined);
    },
    all: async () => [...(await entries()).values()].sort((a, b) => a.at - b.at),
  };
}

/** The last part of a key is random, so that it is a name of its own. */
function fileOf(folder: string, object: string): string {
  return join(folder, `${object.slice(object.lastIndexOf('/') + 1)}.json`);
}

async function load(folder: string): Promise<Map<string, LeftObject>> {
  const found = new Map<string, LeftObject>();
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    // What was not renamed was not synced either, and nothing was sent for it.
    const entry = name.endsWith('.json') ? await read(join(folder, name)) : null;
    if (entry) found.set(entry.object, entry);
  }
  return found;
}

async function read(file: string): Promise<LeftObject | null> {
  try {
    return LeftObject.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}
