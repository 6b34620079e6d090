import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createTraffics } from './gateway-traffic';
import { createManualClock } from './manual-clock';
import { createRequestGate, type Lane } from './request-gate';

const forEver = new AbortController().signal;
setMaxListeners(0, forEver);

/** When each of many passed, in milliseconds, with its lane. */
function watched(
  gate: ReturnType<typeof createRequestGate>,
  now: () => number,
): {
  passed: (readonly [Lane, number])[];
  ask: (lane: Lane, signal?: AbortSignal) => void;
} {
  const passed: (readonly [Lane, number])[] = [];
  const ask = (lane: Lane, signal = forEver): void => {
    gate.pass(lane, signal).then(
      () => passed.push([lane, now()]),
      () => undefined,
    );
  };
  return { passed, ask };
}

describe('gate of a gateway', () => {
  it('keeps submits and polls together to the spacing: two gates would let twice as many through', async () => {
    const clock = createManualClock();
    const { passed, ask } = watched(createRequestGate(clock, 500), clock.monotonic);
    for (let n = 0; n < 10; n += 1) ask(n % 2 === 0 ? 'submit' : 'poll');
    await clock.advance(60_000);
    const gaps = passed.slice(1).map(([, at], index) => at - (passed[index]?.[1] ?? 0));
    expect(gaps).toEqual(Array.from({ length: 9 }, () => 500));
  });

  it('serves both lanes in turn: five hundred submits don’t keep a poll waiting, nor the other way round', async () => {
    for (const [crowd, single] of [
      ['submit', 'poll'],
      ['poll', 'submit'],
    ] as const) {
      const clock = createManualClock();
      const { passed, ask } = watched(createRequestGate(clock, 500), clock.monotonic);
      for (let n = 0; n < 500; n += 1) ask(crowd);
      ask(single);
      await clock.advance(1500);
      expect(passed.map(([lane]) => lane)).toContain(single);
    }
  });

  it('lets no burst through after a sleep in which every wait came due', async () => {
    const clock = createManualClock();
    let slept = 0;
    const sleepy = { ...clock, monotonic: () => clock.monotonic() + slept };
    const { passed, ask } = watched(createRequestGate(sleepy, 500), clock.monotonic);
    for (let n = 0; n < 50; n += 1) ask('poll');
    await clock.advance(400);
    slept = 20_000;
    await clock.advance(2000);
    expect(passed.filter(([, at]) => at >= 400).length).toBeLessThanOrEqual(5);
  });

  it('lets nobody pass while it is closed, and opens by itself', async () => {
    const clock = createManualClock();
    const gate = createRequestGate(clock, 500);
    const { passed, ask } = watched(gate, clock.monotonic);
    ask('poll');
    ask('submit');
    gate.closeFor(30_000);
    await clock.advance(29_000);
    expect(passed).toHaveLength(1);
    await clock.advance(2000);
    expect(passed).toHaveLength(2);
  });

  it('gives the place of one that gave up to the next', async () => {
    const clock = createManualClock();
    const { passed, ask } = watched(createRequestGate(clock, 500), clock.monotonic);
    const gone = new AbortController();
    ask('submit');
    ask('submit', gone.signal);
    ask('submit');
    gone.abort();
    await clock.advance(600);
    expect(passed.map(([, at]) => at)).toEqual([0, 500]);
  });
});

describe('traffic to a gateway', () => {
  function traffic(): ReturnType<ReturnType<typeof createTraffics>['of']> & {
    clock: ReturnType<typeof createManualClock>;
  } {
    const clock = createManualClock();
    const traffics = createTraffics({ clock, random: () => 0, spacing: 500, concurrency: () => 8 });
    return { ...traffics.of('https://gateway.test'), clock };
  }

  it('halves what goes at one time at a 429, down to one, and comes back slowly as submits are taken', async () => {
    const { limited, accepted, submitLimit, clock } = traffic();
    for (const expected of [4, 2, 1, 1]) {
      limited('submit', 1000);
      expect(submitLimit()).toBe(expected);
      await clock.advance(1000);
    }
    for (let n = 0; n < 8; n += 1) accepted();
    expect(submitLimit()).toBe(2);
    for (let n = 0; n < 48; n += 1) accepted();
    expect(submitLimit()).toBe(8);
  });

  it('counts several that were on their way together once: four 429s of one moment are one', () => {
    const { limited, submitLimit } = traffic();
    for (let n = 0; n < 4; n += 1) limited('submit', 1000);
    expect(submitLimit()).toBe(4);
  });

  it('backs off further while a gateway that names no time goes on refusing', async () => {
    const { limited, answered, gate, clock } = traffic();
    const waits: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      limited('poll', null);
      waits.push(gate.closedFor());
      await clock.advance(gate.closedFor());
    }
    answered();
    limited('poll', null);
    expect([...waits, gate.closedFor()]).toEqual([5000, 10_000, 20_000, 5000]);
  });
});
