import { dirname } from 'node:path';
import { type Call, traceCalls } from './calls';
import { startCountingGateway } from './gateway';
import { noTracing } from './kill';
import type { Planted } from './plan';
import { CLOCK_SPEED, gatewaySpeed, inFolder, planFor } from './sweep';
import type { Point, Sweep } from './sweep';

/**
 * What a power cut would take: a kill leaves what was written but not synced, a power cut does not. Every step that relies
 * on an earlier one being on the disk is looked for in the calls of a run.
 */
export const powerSweep: Sweep = {
  id: 'power',
  title: 'power cut: everything a step relies on is synced before it',
  async run() {
    const why = noTracing();
    if (why !== null) return { state: 'not run', why };
    const points = await powerPoints('none');
    const count = (kind: string): number => points.filter(({ name }) => name.startsWith(kind)).length;
    return {
      state: 'run',
      points,
      figures: { submits: count('submit'), 'looks at the status': count('status'), 'image records': count('record') },
    };
  },
};

/** The steps of a run for one image, each with what was not on the disk yet when it was taken; once with a link, once without. */
export async function powerPoints(planted: Planted): Promise<readonly Point[]> {
  const gateway = await startCountingGateway(gatewaySpeed(CLOCK_SPEED));
  const points: Point[] = [];
  try {
    for (const privateDelivery of [false, true]) {
      // One image only: what belongs to another may well be on its way while a step is taken.
      const change = { jobs: 1, images: 1, planted, privateDelivery };
      const steps = await inFolder(async (folder) => {
        const plan = planFor(gateway, folder, `power ${String(privateDelivery)}`, change);
        return stepsIn(await traceCalls(plan), folder);
      });
      points.push(...steps);
    }
    return points;
  } finally {
    await gateway.close();
  }
}

function stepsIn(calls: readonly Call[], folder: string): readonly Point[] {
  const disk = createUnsynced();
  const points: Point[] = [];
  const step = (kind: string, within: string): void => {
    const missing = disk.below(within).map((path) => `${path.slice(folder.length + 1)} is not synced yet`);
    points.push({ name: `${kind} ${String(points.length + 1)}`, reached: true, faults: missing });
  };
  for (const call of calls) {
    const { path } = targetOf(call);
    // Each is judged by what was there before it.
    if (/, "POST |\{iov_base="POST /.test(call.text)) step('submit', `${folder}/user-data`);
    else if (/"GET [^"]*\/status\//.test(call.text)) step('status', `${folder}/user-data`);
    else if (call.name === 'pwrite64' && path?.endsWith('library.db-wal'))
      step('record', `${folder}/library/originals`);
    disk.note(call);
  }
  return points;
}

/** Nothing is lost with them: shared memory of the database, parts of downloads, the reserve. */
const FLEETING = /-shm$|\.part$|\/\.incoming$|\/ballast$/;

/** Files with bytes, and folders with names, that a power cut would take. */
function createUnsynced(): { note(call: Call): void; below(folder: string): readonly string[] } {
  const files = new Set<string>();
  const folders = new Set<string>();
  const known = new Set<string>();
  const isNew = (path: string): void => {
    if (known.has(path) || FLEETING.test(path)) return;
    known.add(path);
    folders.add(dirname(path));
  };
  return {
    note(call) {
      const { path, names } = targetOf(call);
      if (/= -1 E/.test(call.text)) return;
      if (call.name.startsWith('link') || call.name.startsWith('rename') || call.name.startsWith('mkdir')) {
        const made = names.at(-1);
        if (made !== undefined) isNew(made);
      } else if (call.name === 'openat' && call.text.includes('O_CREAT')) {
        if (names[0] !== undefined) isNew(names[0]);
      } else if (call.name.includes('write') && path !== undefined) {
        files.add(path);
      } else if (call.name.endsWith('sync') && path !== undefined) {
        files.delete(path);
        folders.delete(path);
      }
    },
    below: (folder) => [...files, ...folders].filter((path) => path.startsWith(folder) && !FLEETING.test(path)),
  };
}

function targetOf({ text }: Call): { readonly path: string | undefined; readonly names: readonly string[] } {
  const path = /^\w+\(\d+<(\/[^>]*)>/.exec(text)?.[1]?.replace(/ \(deleted\)$/, '');
  const names = [...text.matchAll(/"(\/[^"]*)"/g)].flatMap(([, name]) => name ?? []);
  return { path, names };
}
