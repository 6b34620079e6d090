import { setTimeout as sleep } from 'node:timers/promises';
import { MODELS } from '../../../shared/models';
import type { Model } from '../../../shared/model';
import type { Clock } from '../../core/ports';
import { createDemoGateway } from './demo-gateway';
import type { DemoJobStore } from './demo-store';
import { createMemoryDemoStore } from './demo-store';
import { createInlinePainter } from './inline-painter';
import type { Deliver } from './demo-webhooks';
import type { Painter } from './painter';
import { serveDemo } from './http-server';
import type { DemoServer } from './http-server';

/** What a demo server may be told; every field has a default. */
export interface DemoServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Keys that are accepted; null asks for none. Default: `demo-key`. */
  readonly keys?: readonly string[] | null;
  /** How many times faster than life; default 1. */
  readonly speed?: number;
  /** Default 60; null is no limit. */
  readonly submitsPerMinute?: number | null;
  readonly models?: readonly Model[];
  /** Default: paints in this thread, at full size. */
  readonly painter?: Painter;
  readonly store?: DemoJobStore;
  readonly random?: () => number;
  readonly deliver?: Deliver;
}

/** The key that a demo server takes when it is told no other. */
export const DEMO_KEY = 'demo-key';

const wallClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** Starts a demo gateway on 127.0.0.1, for tests and `npm run gateway`. */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const background = new AbortController();
  const { keys = [DEMO_KEY], submitsPerMinute = 60, deliver } = options;
  const gateway = createDemoGateway({
    models: options.models ?? MODELS,
    clock: wallClock,
    random: options.random ?? Math.random,
    store: options.store ?? createMemoryDemoStore(),
    painter: options.painter ?? createInlinePainter(),
    speed: options.speed ?? 1,
    keys: keys === null ? null : new Set(keys),
    submitsPerMinute,
    ...(deliver ? { deliver } : {}),
    signal: background.signal,
  });
  return await serveDemo(gateway, options.port ?? 0, () => {
    background.abort();
  });
}
