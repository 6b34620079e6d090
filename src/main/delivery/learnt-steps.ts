import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** The step of delivery that a gateway took last, by gateway and model. Losing it costs some refused submits and no money. */
export interface LearntSteps {
  /** Null when nothing is known, or not for long enough that trying better pictures again is worth it. */
  read(origin: string, modelId: string): number | null;
  /** Never throws. */
  note(origin: string, modelId: string, step: number): void;
}

/** A gateway that refused large pictures may have learnt to take them; asking costs one refusal. Milliseconds. */
const REMEMBERED_FOR = 7 * 24 * 3600_000;

const Entries = z.record(z.string(), z.strictObject({ step: z.int().nonnegative(), at: z.number() }));
type Entries = z.infer<typeof Entries>;

/** What was learnt, in a small JSON file. One that can't be read is as good as none. `now` is milliseconds since 1970. */
export function createLearntSteps(file: string, now: () => number): LearntSteps {
  let entries: Entries = load(file);
  const nameOf = (origin: string, modelId: string): string => `${origin} ${modelId}`;
  return {
    read(origin, modelId) {
      const entry = entries[nameOf(origin, modelId)];
      return entry && Math.abs(now() - entry.at) < REMEMBERED_FOR ? entry.step : null;
    },
    note(origin, modelId, step) {
      const name = nameOf(origin, modelId);
      const before = entries[name];
      // The age stays that of the first: it is the steps above that were not tried since.
      if (before?.step === step && Math.abs(now() - before.at) < REMEMBERED_FOR) return;
      entries = { ...entries, [name]: { step, at: now() } };
      try {
        writeFileSync(`${file}.part`, JSON.stringify(entries), { mode: 0o600 });
        renameSync(`${file}.part`, file);
      } catch {
        // Known for as long as the program runs.
      }
    },
  };
}

function load(file: string): Entries {
  try {
    return Entries.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
