import type { KeyState } from '../../shared/key';
import type { Settings } from '../../shared/settings';
import { assertNever } from '../../shared/result';

/** The connection in a few words and a colour. */
export interface ConnectionWords {
  readonly name: string;
  readonly state: string;
  readonly tone: 'ok' | 'warn' | 'bad' | 'idle' | 'demo';
}

/** What the foot of the rail and the settings say of the connection. */
export function connectionWords(gateway: Settings['gateway'], key: KeyState): ConnectionWords {
  if (gateway === 'none') return { name: 'Not connected', state: 'choose a way to start', tone: 'idle' };
  if (gateway === 'demo') return { name: 'Demo gateway', state: 'no cost · synthetic', tone: 'demo' };
  const name = hostOf(key.origin);
  switch (key.status) {
    case 'stored':
      return { name, state: 'key in the keychain', tone: 'ok' };
    case 'session':
      return { name, state: 'key until you quit', tone: 'warn' };
    case 'locked':
      return { name, state: 'keychain is locked', tone: 'warn' };
    case 'unavailable':
      return { name, state: 'no keychain, no key', tone: 'bad' };
    case 'none':
      return { name, state: 'no key yet', tone: 'bad' };
    case 'checking':
      return { name, state: 'asking the keychain', tone: 'idle' };
    default:
      return assertNever(key.status);
  }
}

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return 'Gateway';
  }
}
