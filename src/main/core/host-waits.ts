import type { Problem } from '../../shared/problem';
import { timeLeft } from '../../shared/waits';
import type { Clock, MediaOutcome } from './ports';

/** Asked for when a host that wants to be left alone does not say for how long. Milliseconds. */
const UNSAID = 5000;

/** Hosts of images that want to be left alone for a while: what one download is told holds for all. */
export interface HostWaits {
  /** The download, or, while its host wants to be left alone, that answer again without asking. Rejects as the download does. */
  ask(url: string, download: () => Promise<MediaOutcome>): Promise<MediaOutcome>;
}

/** No host is known at first. */
export function createHostWaits(clock: Clock): HostWaits {
  const waits = new Map<string, { readonly until: number; readonly problem: Problem }>();
  return {
    async ask(url, download) {
      const host = URL.canParse(url) ? new URL(url).host : '';
      const wait = waits.get(host);
      const left = wait ? timeLeft(wait.until, clock.now()) : 0;
      if (wait && left > 0) return { kind: 'retry', retryAfterMs: left, problem: wait.problem };
      waits.delete(host);
      const outcome = await download();
      if (outcome.kind === 'retry' && outcome.problem.code === 'rate-limited') {
        waits.set(host, { until: clock.now() + (outcome.retryAfterMs ?? UNSAID), problem: outcome.problem });
      }
      return outcome;
    },
  };
}
