import { isFinished } from '../../src/shared/job-status';
import type { Job } from '../../src/shared/job';
import { type DiskState, readDisk } from './evidence';
import { type CountingGateway, pictureDigest } from './gateway';
import type { RunPlan } from './plan';

/** What a point may do to its jobs. */
export interface Tolerance {
  /** Submits of one press that may arrive; more than one only where the first was certainly not taken. */
  readonly mostSubmits: number;
  /** `never` where each submit has to differ from those before it. */
  readonly repeats?: 'never';
  /** Whether jobs may end as unknown: when the reply was not recorded, always, or never because nothing kept it from that. */
  readonly unknown: 'unrecorded' | 'always' | 'never';
  /** States in which a job may end that the gateway did not take. */
  readonly mayEnd: readonly Job['status'][];
}

/** For runs that are killed and meet no other fault. */
export const KILLED: Tolerance = { mostSubmits: 1, unknown: 'unrecorded', mayEnd: [] };

/** For runs that are killed and whose sources are refused twice: each of the three sizes may go out once. */
export const STEPPING: Tolerance = { ...KILLED, mostSubmits: 3, repeats: 'never' };

/** What is wrong right after a kill, before anything was repaired: the order on disk is what protects the money. */
export function crashFaults(plan: RunPlan, gateway: CountingGateway): readonly string[] {
  const disk = readDisk(plan.folder);
  const unwritten = plan.presses.filter(
    ({ prompt }) =>
      gateway.submitsOf(prompt) > 0 &&
      !disk.receipts.some(({ what, text }) => what === 'sending' && text.includes(prompt)),
  );
  return [
    ...disk.damage,
    ...unwritten.map(({ prompt }) => `“${prompt}” was sent before the receipts said so`),
    ...imageFaults(disk),
  ];
}

/** What is wrong after everything had its time: lost, doubled, damaged or stuck. Empty when all is well. */
export async function finalFaults(
  plan: RunPlan,
  gateway: CountingGateway,
  tolerance: Tolerance = KILLED,
): Promise<readonly string[]> {
  const disk = readDisk(plan.folder);
  const faults = [...disk.damage, ...imageFaults(disk)];
  const expected = new Set<string>();
  for (const { intentId, prompt } of plan.presses) {
    const jobs = disk.jobs.filter((job) => job.intentId === intentId);
    const requests = await gateway.requestsOf(prompt);
    const [job] = jobs;
    if (!job || jobs.length > 1) faults.push(`“${prompt}” has ${String(jobs.length)} jobs`);
    if (gateway.submitsOf(prompt) > tolerance.mostSubmits)
      faults.push(`“${prompt}” was sent ${String(gateway.submitsOf(prompt))} times`);
    if (tolerance.repeats === 'never' && gateway.repeatsOf(prompt))
      faults.push(`“${prompt}” was sent twice with the same source`);
    if (requests.length > 1) faults.push(`“${prompt}” is paid ${String(requests.length)} times`);
    if (job) faults.push(...jobFaults(job, requests, disk, expected, tolerance));
  }
  const extra = [...disk.originals].filter(([, sha256]) => !expected.has(sha256));
  // An unknown job's images are nowhere; anything else in the folder came from nobody.
  faults.push(...extra.map(([file]) => `${file} holds bytes that no request delivered`));
  return faults;
}

function jobFaults(
  job: Job,
  requests: readonly string[],
  disk: DiskState,
  expected: Set<string>,
  tolerance: Tolerance,
): readonly string[] {
  const name = `“${job.recipe.prompt}”`;
  if (!isFinished(job)) return [`${name} is stuck as ${job.status}`];
  if (job.status === 'unknown') {
    if (tolerance.unknown === 'never') return [`${name} is unknown, and nothing kept it from being known`];
    const answered = tolerance.unknown === 'unrecorded' && lastAnswer(disk, job);
    return answered ? [`${name} is unknown although its reply is in the receipts`] : [];
  }
  if (tolerance.mayEnd.includes(job.status))
    return requests.length > 0 ? [`${name} is ${job.status} and was paid`] : [];
  if (job.status !== 'done') return [`${name} is ${job.status}`];
  if (!requests.includes(job.requestId)) return [`${name} is done with a request that the gateway does not know`];
  return job.outputs.flatMap((output, index) => {
    const sha256 = pictureDigest(job.requestId, index);
    expected.add(sha256);
    if (output.state !== 'saved') return [`image ${String(index)} of ${name} is ${output.state}`];
    const row = disk.images.find((image) => image.job_id === job.id && image.output_index === index);
    if (!row) return [`image ${String(index)} of ${name} has no record`];
    const copies = [...disk.originals.values()].filter((digest) => digest === sha256);
    if (copies.length !== 1) return [`image ${String(index)} of ${name} is there ${String(copies.length)} times`];
    return row.sha256 === sha256 ? [] : [`image ${String(index)} of ${name} is not what was delivered`];
  });
}

/** Whether the last submit of the job has its reply in the receipts. */
function lastAnswer({ receipts }: DiskState, { id, delivery }: Job): boolean {
  const about = receipts.filter(({ job, what }) => job === id && (what === 'sending' || what === 'reply'));
  const sending = about.findLast(({ what }) => what === 'sending');
  // Killed after the next size was committed and before its line was written: the reply is to the size before.
  if (delivery && !sending?.text.includes(`"delivery":{"step":${String(delivery.step)},`)) return false;
  return about.at(-1)?.what === 'reply';
}

/** Every record has its file with its bytes. */
function imageFaults({ images, originals }: DiskState): readonly string[] {
  return images.flatMap(({ file, sha256 }) => {
    const found = originals.get(file);
    if (found === undefined) return [`${file} has a record and no file`];
    return found === sha256 ? [] : [`${file} is damaged`];
  });
}
