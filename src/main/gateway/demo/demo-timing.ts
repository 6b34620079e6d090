import type { Model } from '../../../shared/model';
import type { DemoSubmit } from './demo-checks';

/** Median seconds of life by kind and resolution, as public figures of the same models suggest. */
const MEDIAN_SECONDS: Readonly<Record<Model['kind'], Readonly<Record<string, number>>>> = {
  generation: { '1k': 12, '2k': 38 },
  edit: { '1k': 10, '2k': 28 },
};
const OTHER_SECONDS = 20;
/** Width of the log-normal distribution of durations. */
const SIGMA = 0.3;

/** How long a job waits and how long it takes in all, in milliseconds: log-normal round the median of its kind. */
export function schedule(
  model: Model,
  order: Pick<DemoSubmit, 'resolution' | 'count'>,
  random: () => number,
  speed: number,
): { readonly queuedMs: number; readonly totalMs: number } {
  const median = MEDIAN_SECONDS[model.kind][order.resolution] ?? OTHER_SECONDS;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const seconds = median * (1 + 0.1 * (order.count - 1)) * Math.exp(SIGMA * normal);
  const queued = 0.8 + 1.7 * random();
  return {
    queuedMs: Math.round((queued * 1000) / speed),
    totalMs: Math.round(((queued + seconds) * 1000) / speed),
  };
}

/** A request id in the documented shape: the model, then a UUID that begins with the time. */
export function requestId(modelId: string, now: number, random: () => number): string {
  const digits = (count: number): string =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
  const time = Math.floor(now).toString(16).padStart(12, '0').slice(-12);
  return `${modelId}_${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-8${digits(3)}-${digits(12)}`;
}
