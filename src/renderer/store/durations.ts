import type { PastJob } from '../../shared/app-state';
import type { Job } from '../../shared/job';

/** Requests of one kind as they went in the person's own history: how long each took in milliseconds, the shortest first. */
export type Usual = readonly number[];

/** Fewer requests of a kind than this say nothing typical. */
const FEWEST = 3;

const known = new WeakMap<readonly Job[], { readonly past: readonly PastJob[]; readonly usual: Map<string, Usual> }>();

/** What is usual for the job's kind, or null where too few were seen. `past` is from before this window, `jobs` what is listed. */
export function usualFor(past: readonly PastJob[], jobs: readonly Job[], job: Job): Usual | null {
  let found = known.get(jobs);
  if (found?.past !== past) {
    found = { past, usual: usualOf(past, jobs) };
    known.set(jobs, found);
  }
  return found.usual.get(kindOf(job)) ?? null;
}

function usualOf(past: readonly PastJob[], jobs: readonly Job[]): Map<string, Usual> {
  const seen = new Set<string>();
  const times = new Map<string, number[]>();
  const add = (id: string, kind: string, took: number): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const all = times.get(kind) ?? [];
    all.push(took);
    times.set(kind, all);
  };
  for (const { id, tookMs, ...kind } of past) add(id, nameOf(kind), tookMs);
  for (const job of jobs) if (job.status === 'done') add(job.id, kindOf(job), job.completedAt - job.submittedAt);
  const enough = [...times].filter(([, took]) => took.length >= FEWEST);
  return new Map(enough.map(([kind, took]) => [kind, took.sort((a, b) => a - b)]));
}

function kindOf({ gateway: { kind }, recipe: { modelId, resolution, count } }: Job): string {
  return nameOf({ kind, modelId, resolution, count });
}

function nameOf({ kind, modelId, resolution, count }: Omit<PastJob, 'id' | 'tookMs'>): string {
  return [kind, modelId, resolution, count].join(' ');
}
