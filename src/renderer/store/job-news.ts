import type { Job } from '../../shared/job';
import { firstLine } from '../ui/format';
import { jobWords, savedImages } from '../ui/job-words';
import { needsAttention } from './jobs';
import type { Studio, StudioStore } from './store';
import { isLibraryPlace } from './view';

/** What is said aloud when a job changes, or null when it is not worth a word. */
export interface JobNews {
  readonly text: string;
  readonly tone: 'status' | 'alert';
}

/** The news in a job's change. `before` is undefined for a job that was not listed. */
export function jobNews(before: Job | undefined, job: Job): JobNews | null {
  if (!before || before.status === job.status) return null;
  const prompt = shortPrompt(job.recipe.prompt);
  if (needsAttention(job)) {
    const { title, detail } = jobWords(job, 0, 0);
    return { text: `${title}: “${prompt}”. ${detail}`, tone: 'alert' };
  }
  if (job.status !== 'done') return null;
  const count = savedImages(job).length;
  return { text: `${count === 1 ? 'Image' : `${String(count)} images`} saved: “${prompt}”`, tone: 'status' };
}

/** What came at one moment in one sentence: sixty, one after the other, would be heard by nobody. */
export function gathered(news: readonly JobNews[]): JobNews | null {
  const [first] = news;
  if (first === undefined || news.length === 1) return first ?? null;
  const alerts = news.filter(({ tone }) => tone === 'alert').length;
  const done = news.length - alerts;
  const decide = alerts === 1 ? '1 job needs a decision.' : `${String(alerts)} jobs need a decision.`;
  const saved = done === 1 ? '1 job is done.' : `${String(done)} jobs are done.`;
  return {
    text: [alerts > 0 ? decide : '', done > 0 ? saved : ''].filter((part) => part !== '').join(' '),
    tone: alerts > 0 ? 'alert' : 'status',
  };
}

function shortPrompt(prompt: string): string {
  const line = firstLine(prompt);
  return line.length > 60 ? `${line.slice(0, 59).trimEnd()}…` : line;
}

/**
 * True when the result of an awaited edit may take the centre: nothing is looked at, one of its own sources, or still what
 * was when the edit was started, such as the result before it.
 */
export function mayOpen(state: Pick<Studio, 'opened' | 'dialog' | 'place' | 'awaitedEdits'>, job: Job): boolean {
  const { opened, awaitedEdits } = state;
  if (state.dialog !== null || !isLibraryPlace(state.place)) return false;
  return opened === null || opened === awaitedEdits.get(job.id) || job.recipe.sourceIds.includes(opened);
}

/** Says what becomes of jobs, and opens the result of an edit started here beside its source. Returns the way to stop. */
export function followJobs(store: StudioStore): () => void {
  return store.subscribe((state, previous) => {
    if (state.jobs === previous.jobs || previous.jobsRevision < 0) return;
    const before = new Map(previous.jobs.map((job) => [job.id, job]));
    const changed = state.jobs.filter((job) => before.get(job.id) !== job);
    const news = gathered(changed.flatMap((job) => jobNews(before.get(job.id), job) ?? []));
    if (news) state.say(news.text, news.tone);
    // They are listed newest first: of those that came together the one that was sent first is opened.
    for (const job of changed.toReversed()) {
      if (job.status === 'done' && store.getState().awaitedEdits.has(job.id)) openResult(store, job);
    }
  });
}

function openResult(store: StudioStore, job: Job): void {
  const [result] = savedImages(job);
  const state = store.getState();
  const awaitedEdits = new Map(state.awaitedEdits);
  awaitedEdits.delete(job.id);
  // Of a batch one result is enough: the others must not take its place one after the other.
  for (const { id, batchId } of state.jobs) if (batchId !== null && batchId === job.batchId) awaitedEdits.delete(id);
  store.setState({ awaitedEdits });
  if (result !== undefined && mayOpen(state, job)) state.open(result);
}
