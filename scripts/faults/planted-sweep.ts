import { killableCalls, killPoint, noTracing } from './kill';
import { startCountingGateway } from './gateway';
import { createRandom, Planted, sample } from './plan';
import { powerPoints } from './power';
import { CLOCK_SPEED, gatewaySpeed, inParallel, LANES } from './sweep';
import type { Context, Point, Sweep } from './sweep';

/** Kills that are tried before a mistake counts as not found. */
const TRIES = 150;

/** Puts mistakes into the engine: the harness has to find each, or its silence about the real one means nothing. */
export const plantedSweep: Sweep = {
  id: 'planted',
  title: 'planted mistakes: each must be found',
  async run(context) {
    const why = noTracing();
    if (why !== null) return { state: 'not run', why };
    const mistakes = Planted.options.filter((option) => option !== 'none');
    const hunts = await inParallel(mistakes, LANES, async (planted) => ({
      planted,
      ...(await hunt(planted, context)),
    }));
    const points = hunts.map(({ planted, faults }): Point => {
      return { name: planted, reached: true, faults: faults.length === 0 ? ['was not found'] : [] };
    });
    const figures = Object.fromEntries(
      hunts.map(({ planted, faults, tries }) => [
        planted,
        faults[0] === undefined ? 'not found' : `found after ${String(tries)}: ${faults[0]}`,
      ]),
    );
    return { state: 'run', points, figures };
  },
};

interface Found {
  readonly faults: readonly string[];
  readonly tries: number;
}

async function hunt(planted: Planted, context: Context): Promise<Found> {
  // A kill leaves what was not synced: only a power cut would show it.
  if (planted === 'receipt-not-synced') {
    const points = await powerPoints(planted);
    const faults = points.flatMap((point) => point.faults).filter((fault) => fault.includes('receipts-'));
    return { faults, tries: points.length };
  }
  return huntByKills(planted, context);
}

async function huntByKills(planted: Planted, { seed, note }: Context): Promise<Found> {
  const gateway = await startCountingGateway(gatewaySpeed(CLOCK_SPEED));
  try {
    const calls = await killableCalls(gateway);
    // Where the mistake can show itself first; the sweep proper goes through all of them.
    const near = calls.filter(({ text }) => NEAR[planted].test(text));
    const chosen = [...near, ...sample(calls, TRIES, createRandom(seed))];
    for (const [place, call] of chosen.entries()) {
      const { faults } = await killPoint(gateway, `${planted} ${String(place)}`, [call], { planted });
      if (faults.length > 0) return { faults, tries: place + 1 };
    }
    note(`${planted} was not found at ${String(chosen.length)} points`);
    return { faults: [], tries: chosen.length };
  } finally {
    await gateway.close();
  }
}

/** The calls next to which each must show itself: tried first, so that the hunt is short. */
const NEAR: Readonly<Record<Planted, RegExp>> = {
  none: /^$/,
  'receipt-after-submit': /what\\":\\"sending/,
  'receipt-not-synced': /^$/,
  'lost-is-not-sent': /what\\":\\"reply/,
  'row-before-file': /\.part.*O_CREAT/,
};
