import { createHash } from 'node:crypto';
import { z } from 'zod';
import { idText } from '../../src/shared/id-text';
import { IntentId } from '../../src/shared/ids';

/** Mistakes that the harness puts into an engine, to prove that it would find them. None of them is in the product. */
export const Planted = z.enum([
  'none',
  /** The line that a submit is about to be sent is written after the submit. */
  'receipt-after-submit',
  /** That line is written before, but not synced: a power cut can lose it. */
  'receipt-not-synced',
  /** A submit without an answer counts as not sent. */
  'lost-is-not-sent',
  /** The record of an image is committed before its file is there. */
  'row-before-file',
]);
/** See the schema of the same name. */
export type Planted = z.infer<typeof Planted>;

/** What one engine run has to do. */
export const RunPlan = z.strictObject({
  /** Folder of this run: `user-data` and `library` lie in it. */
  folder: z.string(),
  origin: z.string(),
  key: z.string(),
  /** Presses of Generate. Pressed again in each run: an intent that exists makes no second job. */
  presses: z.array(z.strictObject({ intentId: IntentId, prompt: z.string(), count: z.int() })),
  /** True presses again only when the last job has ended, over connections that are warm then. */
  oneByOne: z.boolean(),
  /** True asks for the images inside the reply. */
  privateDelivery: z.boolean(),
  /** True presses Edit, with a source that the gateway refuses in its first two sizes. */
  edits: z.boolean(),
  /** Size of the reserve that is given up when the disk is full. */
  ballastBytes: z.int(),
  /** How many times faster than life the run's clock goes; and since when, so that a second run's clock goes on from the first's. */
  clockSpeed: z.number(),
  clockEpoch: z.number(),
  /** How many times faster than life the gateway is by the run's clock. */
  gatewaySpeed: z.number(),
  /** Milliseconds of life after which a run that has not settled gives up and says so. */
  patience: z.number(),
  planted: Planted,
});
/** See the schema of the same name. */
export type RunPlan = Readonly<z.infer<typeof RunPlan>>;

/** The intent that belongs to a text, always the same. */
export function intentOf(text: string): IntentId {
  return IntentId.parse(`intent_${idText(createHash('sha256').update(text).digest())}`);
}

/** Numbers from 0 to below 1 that follow from the seed alone. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many different items, chosen by chance, in their old order; all of them when there are not more. */
export function sample<T>(items: readonly T[], count: number, random: () => number): readonly T[] {
  const keyed = items.map((item, place) => ({ item, place, key: random() }));
  const chosen = keyed.sort((a, b) => a.key - b.key).slice(0, count);
  return chosen.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
