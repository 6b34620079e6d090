import type { QueueBlock } from '../../shared/ipc';
import { timeLeft } from '../../shared/waits';
import type { Clock } from './ports';

/** What holds the queue back. An overlay over the jobs, which it does not change; each kind once for each gateway. */
export interface QueueBlocks {
  /** Holds back what is bound to that gateway; null holds back everything. */
  add(block: QueueBlock, origin: string | null): void;
  lift(by: QueueBlock['by']): void;
  /** Lifts the one that is shown and waits for the person; what it hid comes to light and still holds. */
  liftShown(): void;
  /** The one to be told of: what needs the person comes before what ends by itself. */
  shown(): QueueBlock | null;
  /** True while nothing at all may be sent. */
  holdsAll(): boolean;
  /** Gateways to which nothing may be sent. */
  origins(): readonly string[];
  /** Milliseconds until the next one ends by itself; infinite when none does. */
  untilEnd(): number;
}

/** The most important first. */
const ORDER: readonly QueueBlock['by'][] = ['unknown', 'funds', 'key', 'confirm', 'disk', 'rate'];

/** Holds nothing back at first. */
export function createQueueBlocks(clock: Clock): QueueBlocks {
  let entries: readonly { readonly block: QueueBlock; readonly origin: string | null }[] = [];

  const left = ({ until }: QueueBlock): number => (until === null ? Infinity : timeLeft(until, clock.now()));
  const current = (): typeof entries => (entries = entries.filter(({ block }) => left(block) > 0));
  const rank = ({ by, until }: QueueBlock): number => ORDER.indexOf(by) + (until === null ? 0 : ORDER.length);
  const first = (): (typeof entries)[number] | undefined =>
    [...current()].sort((a, b) => rank(a.block) - rank(b.block))[0];

  return {
    add(block, origin) {
      entries = [
        ...entries.filter((other) => other.block.by !== block.by || other.origin !== origin),
        { block, origin },
      ];
    },
    lift(by) {
      entries = entries.filter(({ block }) => block.by !== by);
    },
    liftShown() {
      const shown = first();
      if (shown?.block.until === null) entries = entries.filter((entry) => entry !== shown);
    },
    shown: () => first()?.block ?? null,
    holdsAll: () => current().some(({ origin }) => origin === null),
    origins: () => current().flatMap(({ origin }) => origin ?? []),
    untilEnd: () => Math.min(...current().map(({ block }) => left(block))),
  };
}
