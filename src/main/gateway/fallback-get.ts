import type { Clock } from '../core/ports';
import type { GetInit, GetTransport } from './transport';

/** After so many failures in a row, each mended by the second way, the second way goes first. */
const PATIENCE = 3;
const PREFERENCE_MS = 5 * 60_000;
/** A request that is given up after so long without an answer counts as a failure of the way that it took. */
const SILENCE_MS = 20_000;
/** Hosts of which something is remembered; media may come from many. */
const HOSTS = 100;

/** What was seen of the first way to one host. */
interface Memory {
  readonly failures: number;
  /** On the monotonic clock. */
  readonly preferSecondUntil: number;
}
const NOTHING: Memory = { failures: 0, preferSecondUntil: 0 };

/** What the choice between two ways needs. */
export interface FallbackOptions {
  readonly clock: Clock;
  /** True when one failure is enough: with a company's certificate, which only the second way trusts. */
  readonly distrustsFirst?: () => boolean;
}

/**
 * Two ways for GETs. A way fails when it brings no reply at all; whatever the reply says is a reply. Where the first fails
 * the second is tried at once, and where that mended three in a row it goes first for five minutes, host by host.
 */
export function createFallbackGet(first: GetTransport, second: GetTransport, options: FallbackOptions): GetTransport {
  const { clock, distrustsFirst = () => false } = options;
  const memories = new Map<string, Memory>();

  function remember(host: string, memory: Memory): void {
    memories.delete(host);
    if (memory !== NOTHING) memories.set(host, memory);
    for (const oldest of memories.keys()) {
      if (memories.size <= HOSTS) break;
      memories.delete(oldest);
    }
  }

  function failed(host: string): void {
    const failures = (memories.get(host)?.failures ?? 0) + 1;
    const enough = failures >= (distrustsFirst() ? 1 : PATIENCE);
    remember(host, { failures, preferSecondUntil: enough ? clock.monotonic() + PREFERENCE_MS : 0 });
  }

  async function viaFirst(host: string, url: string, init: GetInit): Promise<Response> {
    const begun = clock.monotonic();
    try {
      const response = await first(url, init);
      remember(host, NOTHING);
      return response;
    } catch (error) {
      if (!init.signal.aborted) {
        const response = await second(url, init);
        failed(host);
        return response;
      }
      if (clock.monotonic() - begun >= SILENCE_MS) failed(host);
      throw error;
    }
  }

  return async (url, init) => {
    const { host } = new URL(url);
    const until = memories.get(host)?.preferSecondUntil ?? 0;
    if (clock.monotonic() >= until) return await viaFirst(host, url, init);
    try {
      return await second(url, init);
    } catch (error) {
      if (init.signal.aborted) throw error;
      remember(host, NOTHING);
      return await viaFirst(host, url, init);
    }
  };
}
