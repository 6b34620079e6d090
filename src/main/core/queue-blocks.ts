import type { QueueBlock } from '../../shared/app-state';
import { timeLeft } from '../../shared/waits';
import type { Clock } from './ports';

/** Something that holds the queue back. */
export interface Hold {
  readonly by: QueueBlock['by'];
  /** What is said of it; the number of jobs that wait may be in it. */
  readonly says: (waiting: number) => string;
  /** When it ends by itself, in milliseconds since 1970; null when it waits for the person. */
  readonly until: number | null;
}

/** What holds the queue back. An overlay over the jobs, which it does not change; each kind once for each gateway. */
export interface QueueBlocks {
  /** Holds back what is bound to that gateway; null holds back everything. */
  add(hold: Hold, origin: string | null): void;
  /** Lifts those of that kind; but not for the origins in `except`. Returns whether there were any. */
  lift(by: QueueBlock['by'], except?: readonly string[]): boolean;
  /** Lifts the kind that is shown, if it waits for the person; what it hid comes to light and still holds. */
  liftShown(): void;
  /** True while one of that kind holds that origin, or everything when it is null. */
  has(by: QueueBlock['by'], origin: string | null): boolean;
  /** The one to be told of: what needs the person comes before what ends by itself. */
  shown(waiting: number): QueueBlock | null;
  /** True while nothing at all may be sent. */
  holdsAll(): boolean;
  /** Gateways to which nothing may be sent. */
  origins(): readonly string[];
  /** Forgets those that have ended by themselves; returns whether there were any. */
  expire(): boolean;
  /** Milliseconds until the next one ends by itself; infinite when none does. */
  untilEnd(): number;
}

/** The most important first. */
const ORDER: readonly QueueBlock['by'][] = ['user', 'unknown', 'funds', 'key', 'confirm', 'network', 'disk', 'rate'];

/** Holds nothing back at first. */
export function createQueueBlocks(clock: Clock): QueueBlocks {
  let entries: readonly { readonly hold: Hold; readonly origin: string | null }[] = [];

  const left = ({ until }: Hold): number => (until === null ? Infinity : timeLeft(until, clock.now()));
  const current = (): typeof entries => (entries = entries.filter(({ hold }) => left(hold) > 0));
  const rank = ({ by, until }: Hold): number => ORDER.indexOf(by) + (until === null ? 0 : ORDER.length);
  const first = (): Hold | undefined => [...current()].sort((a, b) => rank(a.hold) - rank(b.hold))[0]?.hold;
  const lift: QueueBlocks['lift'] = (by, except = []) => {
    const before = entries.length;
    entries = entries.filter(({ hold, origin }) => hold.by !== by || (origin !== null && except.includes(origin)));
    return entries.length !== before;
  };

  return {
    add(hold, origin) {
      entries = [...entries.filter((other) => other.hold.by !== hold.by || other.origin !== origin), { hold, origin }];
    },
    lift,
    liftShown() {
      const shown = first();
      if (shown?.until !== null) return;
      // One gateway at a time, but for what a person sees as one thing.
      if (shown.by === 'network') lift('network');
      else entries = entries.filter(({ hold }) => hold !== shown);
    },
    has: (by, origin) => entries.some((entry) => entry.hold.by === by && entry.origin === origin),
    shown(waiting) {
      const hold = first();
      return hold ? { by: hold.by, message: hold.says(waiting), until: hold.until } : null;
    },
    holdsAll: () => current().some(({ origin }) => origin === null),
    origins: () => current().flatMap(({ origin }) => origin ?? []),
    expire: () => entries.length !== current().length,
    untilEnd: () => Math.min(...current().map(({ hold }) => left(hold))),
  };
}
