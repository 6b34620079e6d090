import type { Delivery, DeliveryChoice, DeliveryStep, SentSource } from '../../shared/delivery';

/** A model's ladder and everything that decides which of its steps can be taken. Steps are named by their place in it. */
export interface Ladder {
  readonly steps: readonly DeliveryStep[];
  readonly choice: DeliveryChoice;
  /** Whether the person's own bucket can be used. */
  readonly hasBucket: boolean;
  /** The step that worked last, or null. */
  readonly learnt: number | null;
}

/** True where links of own results may be sent: they cost no upload, and lose nothing. */
export function mayUseResults({ choice, steps }: Ladder): boolean {
  return choice === 'auto' && steps.some(({ way }) => way === 'result');
}

/**
 * The step for sources that are not sent by links: the first that can be taken from `from` on, or, for null, from where it
 * worked last. Null when there is none.
 */
export function restStep(ladder: Ladder, from: number | null): number | null {
  const open = openSteps(ladder);
  const begin = from ?? ladder.learnt ?? 0;
  // What worked once may be gone, as a bucket that was removed.
  return open.find((step) => step >= begin) ?? (from === null ? (open[0] ?? null) : null);
}

/** Of a refused delivery the next step that would send something else, or null. */
export function stepBelow(ladder: Ladder, { step, sent }: Delivery): number | null {
  if (sent.every(({ way }) => way === 'link')) return null;
  if (sent.some(({ way }) => way === 'result')) return restStep(ladder, null);
  const smaller = openSteps(ladder).filter((place) => place > step);
  return smaller.find((place) => !isSame(ladder.steps[place], sent)) ?? null;
}

/** The steps other than links of results, from the best down. */
function openSteps({ steps, choice, hasBucket }: Ladder): readonly number[] {
  return steps.flatMap(({ way }, place) => {
    if (way === 'result' || (way === 'bucket' && !hasBucket)) return [];
    return choice === 'auto' || choice === way ? [place] : [];
  });
}

/** What fits a step's limits already would be encoded to the very same bytes. */
function isSame(step: DeliveryStep | undefined, sent: readonly SentSource[]): boolean {
  if (step?.way !== 'inline') return false;
  return sent.every(({ way, width, height, bytes }) => {
    if (way !== 'inline') return way === 'link';
    return Math.max(width ?? Infinity, height ?? Infinity) <= step.maxSide && (bytes ?? Infinity) <= step.maxBytes;
  });
}
