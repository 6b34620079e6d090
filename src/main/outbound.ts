import type { Settings } from '../shared/settings';
import { createNetworkSettings, type NetworkSettings } from './core/network-settings';
import { createProxyPasswords } from './core/proxy-passwords';
import { systemClock } from './core/system-clock';
import type { ConnectionOptions } from './gateway/connection';
import { createFallbackGet } from './gateway/fallback-get';
import { createHttpsGet } from './gateway/https-get';
import { createHttpsSubmit } from './gateway/https-submit';
import type { Transports } from './gateway/transport';
import { createCertificates } from './platform/certificate';
import type { Ground } from './services';

/** The ways out of this machine, and the settings that they go by. */
export interface Outbound {
  readonly settings: NetworkSettings;
  /** To a live gateway and its media. */
  readonly transports: Transports;
  /** How connections of one's own go the same way. */
  readonly connections: Pick<ConnectionOptions, 'proxyFor' | 'extraCa'>;
  /** Makes Chromium go by the stored settings; to be called once at the start. Never rejects. */
  start(): Promise<void>;
}

/**
 * One proxy and one company certificate for submits, polls and media alike: submits and the second way of GETs through
 * Node, the first way of GETs through Chromium. `inForce` gives the settings with what was given from outside.
 */
export function createOutbound(ground: Ground, inForce: () => Settings, notify: (message: string) => void): Outbound {
  const { settings, secrets, desk, log } = ground;
  const passwords = createProxyPasswords({
    keys: ground.keys,
    addSecret: (secret) => {
      secrets.add(secret);
    },
  });
  const network = ground.network({ proxy: () => settings.read().proxy, password: passwords.read });
  const certificates = createCertificates({
    folder: ground.userData,
    isTrusted: () => settings.read().certificate !== null,
    now: systemClock.now,
    notify,
  });
  const connections = { proxyFor: network.proxyFor, extraCa: certificates.current };
  return {
    connections,
    settings: createNetworkSettings({
      settings: {
        read: inForce,
        change(change) {
          settings.change(change);
          return inForce();
        },
      },
      passwords,
      apply: network.apply,
      certificates,
      chooseCertificateFile: desk.chooseCertificateFile,
      confirm: (question) => desk.confirm(question),
    }),
    transports: {
      submit: createHttpsSubmit(connections),
      get: createFallbackGet(network.get, createHttpsGet(connections), {
        clock: systemClock,
        // Chromium can't be told to trust it.
        distrustsFirst: () => certificates.current() !== null,
      }),
    },
    async start() {
      const { proxy } = settings.read();
      if (proxy.mode === 'system') return;
      try {
        // A network service that does not answer must not keep paid work from going on: Node's way needs none.
        await within(START_PATIENCE, network.apply(proxy));
      } catch (error) {
        log.error('The proxy could not be set', { error: String(error) });
        notify('The proxy of your settings can’t be used. Check it in the settings, under Network.');
      }
    },
  };
}

/** Longest wait for Chromium at the start. Milliseconds. */
const START_PATIENCE = 3000;

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const late = new AbortController();
  const limit = systemClock.sleep(milliseconds, late.signal).then(() => {
    throw new Error('Chromium did not answer in time.');
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    late.abort();
    limit.catch(() => undefined);
    work.catch(() => undefined);
  }
}
