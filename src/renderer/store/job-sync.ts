import type { JobId } from '../../shared/ids';
import type { JobList } from '../../shared/app-state';
import type { Bridge, Events } from '../../shared/ipc';
import type { Job } from '../../shared/job';
import type { StudioStore } from './store';

/** The mirror of the jobs. */
export interface JobSync {
  readonly load: () => Promise<void>;
  readonly changed: (event: Events['jobs.changed']) => void;
}

/**
 * Jobs: a list at the start, then changes in the order of their revisions; a gap asks for the list again. The first change
 * is shown at once, those that follow it closely together.
 */
export function createJobSync(bridge: Bridge, store: StudioStore, later: (act: () => void) => void): JobSync {
  let waiting: Events['jobs.changed'][] = [];
  let isGathering = false;

  async function load(): Promise<void> {
    const list = await bridge.request('jobs.list', undefined);
    if (list.ok && list.data.revision >= store.getState().jobsRevision) applyList(list.data);
    if (!isGathering) applyWaiting();
  }

  function applyList(list: JobList): void {
    store.setState({ jobs: list.jobs, jobsRevision: list.revision, blocked: list.blocked, past: list.past });
  }

  function changed(event: Events['jobs.changed']): void {
    waiting.push(event);
    if (isGathering || store.getState().jobsRevision < 0) return;
    applyWaiting();
    isGathering = true;
    later(gathered);
  }

  function gathered(): void {
    isGathering = waiting.length > 0;
    if (!isGathering) return;
    applyWaiting();
    later(gathered);
  }

  function applyWaiting(): void {
    const { jobsRevision, jobs } = store.getState();
    const fresh = waiting.filter(({ revision }) => revision > jobsRevision);
    waiting = [];
    const newest = fresh.at(-1);
    if (!newest) return;
    const changes = new Map<JobId, Job>();
    const removed = new Set<JobId>();
    for (const event of fresh) {
      for (const id of event.removed) removed.add(id);
      for (const job of event.jobs) {
        changes.set(job.id, job);
        removed.delete(job.id);
      }
    }
    store.setState({
      jobs: mergeJobs(jobs, [...changes.values()], removed),
      jobsRevision: newest.revision,
      blocked: newest.blocked,
    });
    if (newest.revision > jobsRevision + fresh.length) void load();
  }

  return { load, changed };
}

/** The list with changed jobs in place and new ones where their time puts them, newest first. */
export function mergeJobs(jobs: readonly Job[], changed: readonly Job[], removed: ReadonlySet<string>): readonly Job[] {
  const byId = new Map(changed.map((job) => [job.id, job]));
  const kept = jobs.filter((job) => !removed.has(job.id)).map((job) => byId.get(job.id) ?? job);
  const known = new Set(kept.map((job) => job.id));
  // Those of a batch are of the same moment, the last of them the newest.
  const added = changed.filter((job) => !known.has(job.id) && !removed.has(job.id)).reverse();
  return added.length === 0 ? kept : [...added, ...kept].sort((a, b) => b.createdAt - a.createdAt);
}
