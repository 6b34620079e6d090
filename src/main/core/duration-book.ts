import type { Job } from '../../shared/job';
import { AVERAGE_GAP, type Durations, planPolls, SHORTEST_GAP } from './poll-plan';

/** What decides how long a request takes, as far as it can be known before. */
export interface DurationKey {
  /** Of the gateway: a demo's haste says nothing of a live one. */
  readonly origin: string;
  readonly modelId: string;
  readonly resolution: string;
  readonly count: number;
}

/** What decides how long a job takes, as far as it can be known before. */
export function durationKey({ gateway, recipe }: Pick<Job, 'gateway' | 'recipe'>): DurationKey {
  return {
    origin: gateway.origin,
    modelId: recipe.modelId,
    resolution: recipe.resolution,
    count: recipe.count,
  };
}

/** What the person's own history says of a kind of request. Seconds. */
export interface Typical {
  readonly median: number;
  /** Nine of ten were done by then. */
  readonly slow: number;
  /** Requests that it is drawn from. */
  readonly samples: number;
}

/** How long requests took, by kind; learns with each one. */
export interface DurationBook {
  /** Notes a duration in seconds, from acceptance to the look that found it completed. */
  note(key: DurationKey, seconds: number): void;
  /** The history of that kind, or null while there is too little of it. */
  typical(key: DurationKey): Typical | null;
  /** Seconds after acceptance at which to look next, after that many looks, the last `elapsed` seconds after it. */
  nextLook(key: DurationKey, elapsed: number, looks: number): number;
}

interface Kind {
  samples: number[];
  /** True when a duration was noted since the plan was last looked at. */
  isNew: boolean;
  plan: { readonly durations: Durations; readonly looks: readonly number[] } | null;
}

/** A share that two distributions may differ by and be planned for alike. */
const ALIKE = 0.02;
/** Requests that are remembered of each kind: enough to be sure, few enough to follow a gateway that changes. */
const KEPT = 100;
/** What is believed before anything was seen counts as much as this many requests. */
const PRIOR_WEIGHT = 3;
const PRIOR_SIGMA = 0.6;
/** A completion is found half a gap late on average. Seconds. */
const LATE = 1.2;
/** Looks that a job may be ahead of one every `AVERAGE_GAP`: a plan looks seldom at first and often when it counts. */
const AHEAD = 8;
/** Fewer requests than this say nothing that a person should read. */
const FEWEST = 3;

/** An empty book. `prior` is the median in seconds that is believed of a kind before anything was seen. */
export function createDurationBook(prior: (key: DurationKey) => number): DurationBook {
  const kinds = new Map<string, Kind>();
  const of = (key: DurationKey): Kind => {
    const name = [key.origin, key.modelId, key.resolution, key.count].join(' ');
    const known = kinds.get(name);
    if (known) return known;
    const fresh: Kind = { samples: [], isNew: true, plan: null };
    kinds.set(name, fresh);
    return fresh;
  };
  return {
    note(key, seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) return;
      const kind = of(key);
      kind.samples = [...kind.samples, Math.max(1, seconds - LATE)].slice(-KEPT);
      kind.isNew = true;
    },
    typical(key) {
      const { samples } = of(key);
      if (samples.length < FEWEST) return null;
      const sorted = samples.toSorted((a, b) => a - b);
      return { median: quantile(sorted, 0.5), slow: quantile(sorted, 0.9), samples: samples.length };
    },
    nextLook(key, elapsed, looks) {
      const kind = of(key);
      if (kind.plan === null || kind.isNew) {
        const durations = fit(kind.samples, prior(key));
        // A plan takes milliseconds to make, and five hundred jobs may end at once: not for what changes no look.
        if (!kind.plan || !isAlike(kind.plan.durations, durations)) {
          kind.plan = { durations, looks: planPolls(durations) };
        }
        kind.isNew = false;
      }
      return nextLook(kind.plan.looks, elapsed, looks);
    },
  };
}

/**
 * The first moment of the plan that keeps the shortest gap, and, whatever the plan says, about one look in `AVERAGE_GAP`
 * since acceptance; after the plan's end ever slower, but without end. Seconds.
 */
export function nextLook(plan: readonly number[], elapsed: number, looks: number): number {
  const earliest = Math.max(looks === 0 ? 0 : elapsed + SHORTEST_GAP, (looks + 1 - AHEAD) * AVERAGE_GAP);
  const planned = plan.find((time) => time > elapsed && time >= earliest);
  if (planned !== undefined) return planned;
  const gap = elapsed < 600 ? AVERAGE_GAP : elapsed < 3600 ? 2 * AVERAGE_GAP : 6 * AVERAGE_GAP;
  return Math.max(earliest, elapsed + gap);
}

function isAlike(a: Durations, b: Durations): boolean {
  const differ = (one: number, other: number): boolean => Math.abs(one - other) > ALIKE * other;
  return !differ(a.median, b.median) && !differ(a.sigma, b.sigma);
}

/** A log-normal through the samples, by quantiles, so that a job found hours late does not stretch it; leaning on the prior while they are few. */
function fit(samples: readonly number[], prior: number): Durations {
  const logs = samples.map(Math.log).sort((a, b) => a - b);
  const [middle, spread] =
    logs.length === 0
      ? [Math.log(prior), PRIOR_SIGMA]
      : [quantile(logs, 0.5), (quantile(logs, 0.84) - quantile(logs, 0.16)) / 2];
  const trust = logs.length / (logs.length + PRIOR_WEIGHT);
  const sigma = Math.min(0.9, Math.max(0.12, spread * trust + PRIOR_SIGMA * (1 - trust)));
  return { median: Math.exp(middle * trust + Math.log(prior) * (1 - trust)), sigma };
}

function quantile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const low = Math.floor(place);
  const a = sorted[low] ?? 0;
  return a + (place - low) * ((sorted[low + 1] ?? a) - a);
}
