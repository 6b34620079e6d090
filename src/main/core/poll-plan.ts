/** A log-normal distribution of durations: median in seconds, and the spread of its logarithm. */
export interface Durations {
  readonly median: number;
  readonly sigma: number;
}

/** What a plan costs and brings, over all durations of its distribution. Seconds. */
export interface PlanFigures {
  /** From completion to the look that finds it. */
  readonly delay: number;
  /** Looks at one job. */
  readonly polls: number;
}

/** Looks at one job are never closer than this. Seconds. */
export const SHORTEST_GAP = 2;
/** Looks at one job are at least this far apart on average: the gateway's own advice. Seconds. */
export const AVERAGE_GAP = 5;
/** What a plan aims at: a little more than the advice, since the distribution is only an estimate. Seconds. */
const PLANNED_GAP = 5.1;
/** Points of time that a plan is made of. */
const POINTS = 240;
/** Where a plan ends: this many spreads above the median. Beyond it, one look every `AVERAGE_GAP` and slower. */
const REACH = 3.2;

/** The moments after acceptance, in seconds and rising, at which looking is worth most; empty never. */
export function planPolls(durations: Durations): readonly number[] {
  const grid = gridOf(durations);
  let low = 0;
  let high = durations.median;
  let best = cheapest(grid, high);
  // The price of a look that makes the plan just keep the average gap: found by halving.
  for (let round = 0; round < 14; round += 1) {
    const price = (low + high) / 2;
    const plan = cheapest(grid, price);
    if (keepsAverage(grid, plan)) {
      best = plan;
      high = price;
    } else low = price;
  }
  return best;
}

/** The figures of any rising list of looks under a distribution, with looks every `AVERAGE_GAP` after its end. */
export function figuresOf(durations: Durations, plan: readonly number[]): PlanFigures {
  return weigh(gridOf(durations, 2000), plan);
}

/** Survival and partial mean at each point of time, so that every cost below is a subtraction. */
interface Grid {
  readonly times: readonly number[];
  /** Probability that the job still runs then. */
  readonly alive: readonly number[];
  /** Mean of durations up to then, as a sum: ∫ x f(x) dx. */
  readonly mass: readonly number[];
}

function gridOf({ median, sigma }: Durations, points = POINTS): Grid {
  const mu = Math.log(median);
  // Points further apart than the shortest gap would plan blindly: a long tail is left to the looks after the plan.
  const finest = Math.max(points * SHORTEST_GAP, median * 2);
  const end = Math.max(Math.min(median * Math.exp(sigma * REACH), finest), SHORTEST_GAP * 4);
  const mean = Math.exp(mu + (sigma * sigma) / 2);
  const times = Array.from({ length: points + 1 }, (_, index) => (index * end) / points);
  const alive = times.map((time) => (time === 0 ? 1 : 1 - normal((Math.log(time) - mu) / sigma)));
  const mass = times.map((time) => (time === 0 ? 0 : mean * normal((Math.log(time) - mu - sigma * sigma) / sigma)));
  return { times, alive, mass };
}

/** The plan that costs least when a look costs `price` seconds of delay: by dynamic programming from the end. */
function cheapest({ times, alive, mass }: Grid, price: number): readonly number[] {
  const last = times.length - 1;
  const cost = new Float64Array(times.length);
  const next = new Int32Array(times.length);
  cost[last] = (alive[last] ?? 0) * (AVERAGE_GAP / 2 + price);
  for (let from = last - 1; from >= 0; from -= 1) {
    let least = Infinity;
    let choice = last;
    for (let to = from + 1; to <= last; to += 1) {
      const time = times[to] ?? 0;
      if (time - (times[from] ?? 0) < SHORTEST_GAP && to < last) continue;
      const found = (alive[from] ?? 0) - (alive[to] ?? 0);
      const delay = time * found - ((mass[to] ?? 0) - (mass[from] ?? 0));
      const total = delay + price * (alive[from] ?? 0) + (cost[to] ?? 0);
      if (total < least) {
        least = total;
        choice = to;
      }
    }
    cost[from] = least;
    next[from] = choice;
  }
  const plan: number[] = [];
  for (let at = next[0] ?? last; ; at = next[at] ?? last) {
    plan.push(times[at] ?? 0);
    if (at === last) return plan;
  }
}

function keepsAverage(grid: Grid, plan: readonly number[]): boolean {
  const { delay, polls } = weigh(grid, plan);
  const end = grid.times.length - 1;
  // Time up to the plan's end: what comes after keeps the average by itself.
  const time = (grid.mass[end] ?? 0) + (grid.times[end] ?? 0) * (grid.alive[end] ?? 0);
  return (time + delay) / polls >= PLANNED_GAP;
}

function weigh(grid: Grid, plan: readonly number[]): PlanFigures {
  let [delay, polls, from] = [0, 0, 0];
  const end = grid.times.at(-1) ?? 0;
  const looks = [...plan];
  for (let time = plan.at(-1) ?? 0; time < end; time += AVERAGE_GAP) looks.push(time + AVERAGE_GAP);
  for (const time of looks) {
    const [aliveBefore, massBefore] = at(grid, from);
    const [aliveNow, massNow] = at(grid, time);
    polls += aliveBefore;
    delay += time * (aliveBefore - aliveNow) - (massNow - massBefore);
    from = time;
  }
  return { delay, polls };
}

/** Survival and partial mean between the points, in straight lines. */
function at({ times, alive, mass }: Grid, time: number): readonly [number, number] {
  const last = times.length - 1;
  const place = (time / (times[last] ?? 1)) * last;
  if (place >= last) return [alive[last] ?? 0, mass[last] ?? 0];
  const index = Math.floor(place);
  const part = place - index;
  const between = (values: readonly number[]): number =>
    (values[index] ?? 0) * (1 - part) + (values[index + 1] ?? 0) * part;
  return [between(alive), between(mass)];
}

/** The standard normal distribution function, to about 1e-7 (Abramowitz and Stegun 26.2.17). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    Math.exp((-z * z) / 2) *
    0.3989422804 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}
