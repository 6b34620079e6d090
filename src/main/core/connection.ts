import { gatewayOrigin } from '../../shared/gateway-address';
import type { JobGateway } from '../../shared/job';
import { cleanKey, keyFault, type KeyState, type KeyTest } from '../../shared/key';
import { RequestError } from '../../shared/result';
import type { Settings } from '../../shared/settings';
import type { KeyReading, KeyStore } from './ports';

/** What the connection is built from. */
export interface ConnectionPorts {
  readonly keys: KeyStore;
  readonly settings: { read(): Settings; change(change: Partial<Settings>): Settings };
  /** Origin given from outside for this run (EASEL_GATEWAY_URL), which settings can't change. */
  readonly fixedOrigin: string | null;
  readonly demoOrigin: string;
  /** Asks the person in a native dialog, which no page can answer. */
  readonly confirm: (question: {
    readonly message: string;
    readonly detail: string;
    readonly action: string;
  }) => Promise<boolean>;
  /** Tries the key of that origin without cost. */
  readonly testKey: (origin: string) => Promise<KeyTest>;
  /** A secret that must never be written anywhere. */
  readonly addSecret: (secret: string) => void;
}

/** Gateway and key: which one serves, who may change it, and what is known of the key. */
export interface Connection {
  /** The settings as they are in force, with what was given from outside. */
  settings(): Settings;
  /** The gateway that new jobs are bound to, or null before the person chose one. */
  gateway(): JobGateway | null;
  keyState(): KeyState;
  /** The key of that origin, for its own requests and no others. */
  keyFor(origin: string): Promise<string | null>;
  /** Asks the keychain again. Never throws; the state says what it found. */
  refresh(): Promise<KeyState>;
  useDemo(): Promise<Settings>;
  /** Moves to a live gateway. An address other than the last one is confirmed natively first. */
  useGateway(address: string): Promise<Settings>;
  saveKey(pasted: string): Promise<KeyState>;
  removeKey(): Promise<KeyState>;
  testKey(): Promise<KeyTest>;
  onKey(listener: (state: KeyState) => void): void;
}

/** Sentences for what the keychain said. */
const MESSAGES: Readonly<Record<KeyReading['status'] | 'checking', string>> = {
  checking: 'Asking the keychain…',
  stored: 'The key is in the system’s keychain.',
  session: 'No keychain is available: the key is kept until you quit, then it is forgotten.',
  none: 'No key yet.',
  locked: 'The keychain is locked. Unlock it, or paste the key for this session.',
  unavailable: 'No keychain answers. A key you paste is kept until you quit.',
};

/** A connection over the given ports. Nothing is asked of the keychain before `refresh`. */
export function createConnection(ports: ConnectionPorts): Connection {
  const { keys } = ports;
  const held = new Map<string, string>();
  const listeners = new Set<(state: KeyState) => void>();
  let state: KeyState = { status: 'checking', message: MESSAGES.checking, origin: '' };

  const settings = (): Settings => {
    const stored = ports.settings.read();
    return ports.fixedOrigin === null ? stored : { ...stored, gatewayAddress: ports.fixedOrigin };
  };
  const origin = (): string => settings().gatewayAddress;

  function setState(status: KeyState['status'], message: string, of: string): KeyState {
    state = { status, message, origin: of };
    for (const listener of listeners) listener(state);
    return state;
  }

  async function read(of: string): Promise<KeyReading> {
    const reading = await keys.read(of);
    if (reading.status === 'stored' || reading.status === 'session') {
      held.set(of, reading.key);
      ports.addSecret(reading.key);
    }
    return reading;
  }

  async function keyFor(of: string): Promise<string | null> {
    const key = held.get(of);
    if (key !== undefined) return key;
    const reading = await read(of);
    return 'key' in reading ? reading.key : null;
  }

  async function refresh(): Promise<KeyState> {
    const of = origin();
    const reading = await read(of);
    // Another gateway since: what is known of this one's key would be shown as its.
    if (of !== origin()) return state;
    return setState(reading.status, 'message' in reading ? reading.message : MESSAGES[reading.status], of);
  }

  return {
    settings,
    gateway() {
      const { gateway, gatewayAddress } = settings();
      if (gateway === 'none') return null;
      if (gateway === 'demo') return { kind: 'demo', origin: ports.demoOrigin };
      return { kind: 'live', origin: gatewayAddress };
    },
    keyState: () => state,
    keyFor,
    refresh,
    useDemo: () => Promise.resolve(ports.settings.change({ gateway: 'demo' })),
    async useGateway(typed) {
      const parsed = gatewayOrigin(typed);
      if ('fault' in parsed) throw new RequestError('invalid', parsed.fault, 'address');
      const changes = parsed.origin !== origin();
      if (changes && ports.fixedOrigin !== null) {
        throw new RequestError(
          'invalid',
          'The gateway was set from outside for this run and can’t be changed here.',
          'address',
        );
      }
      if (changes && !(await confirmGateway(ports, parsed.origin))) {
        throw new RequestError('cancelled', 'The gateway was not changed.', 'address');
      }
      // An address from outside holds for this run only: nobody confirmed it for the next.
      const address = ports.fixedOrigin === null ? { gatewayAddress: parsed.origin } : {};
      ports.settings.change({ gateway: 'live', ...address });
      if (changes) await refresh();
      return settings();
    },
    async saveKey(pasted) {
      const key = cleanKey(pasted);
      const fault = keyFault(key);
      if (fault !== null) throw new RequestError('invalid', fault, 'key');
      const of = origin();
      ports.addSecret(key);
      const where = await keys.save(of, key);
      held.set(of, key);
      if (settings().gateway !== 'live') ports.settings.change({ gateway: 'live' });
      return setState(where, MESSAGES[where], of);
    },
    async removeKey() {
      const of = origin();
      held.delete(of);
      await keys.remove(of);
      return refresh();
    },
    async testKey() {
      const of = origin();
      if ((await keyFor(of)) === null)
        return { verdict: 'could-not-tell', message: 'There is no key to test. Save one first.' };
      return ports.testKey(of);
    },
    onKey: (listener) => {
      listeners.add(listener);
    },
  };
}

/** Only a person may redirect the key: a page that was taken over can't click this. */
function confirmGateway(ports: ConnectionPorts, origin: string): Promise<boolean> {
  return ports.confirm({
    message: `Use the gateway ${origin}?`,
    detail:
      'New requests and the key you save for it will go to this address. Jobs that are running stay with the old one.',
    action: 'Use this gateway',
  });
}
