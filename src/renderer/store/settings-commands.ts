import type { LibraryState } from '../../shared/app-state';
import type { KeyState, KeyTest } from '../../shared/key';
import { cleanKey, keyFault } from '../../shared/key';
import type { Failure, Result } from '../../shared/result';
import type { Proxy, Settings, SettingsChange } from '../../shared/settings';
import type { CommandPorts } from './commands';

/** Null when it worked; else what to say at the field. A "no" in a native dialog is no fault and says nothing. */
export type Outcome = string | null;

/** See `Outcome`. */
export function outcome(result: Result<unknown>): Outcome {
  if (result.ok || result.error.code === 'cancelled') return null;
  return result.error.message;
}

/** Builds them over their ports. Answers go into the mirror at once, so that nothing waits for the event. */
export function createSettingsCommands({ bridge, store, sync }: Pick<CommandPorts, 'bridge' | 'store' | 'sync'>) {
  function applySettings(result: Result<Settings>): Outcome {
    if (result.ok) sync.apply({ settings: result.data });
    return outcome(result);
  }

  function applyKey(result: Result<KeyState>): Outcome {
    if (result.ok) sync.apply({ key: result.data });
    return outcome(result);
  }

  async function chooseGateway(address: string): Promise<Outcome> {
    const result = await bridge.request('settings.useGateway', { address });
    if (result.ok) sync.apply({ settings: result.data });
    // Here a "no" is said: the field still shows the address that was not taken.
    return result.ok ? null : result.error.message;
  }

  return {
    /** Moves to a live gateway; main asks back natively when the address is another. */
    chooseGateway,
    async chooseDemo(): Promise<Outcome> {
      return applySettings(await bridge.request('settings.useDemo', undefined));
    },
    async change(change: SettingsChange): Promise<Outcome> {
      return applySettings(await bridge.request('settings.change', change));
    },
    /** Saves a key for the live gateway and makes that gateway the one in use. */
    async saveKey(pasted: string): Promise<Outcome> {
      const key = cleanKey(pasted);
      const fault = keyFault(key);
      if (fault !== null) return fault;
      const failed = applyKey(await bridge.request('key.save', { key }));
      const { gateway, gatewayAddress } = store.getState().settings;
      if (failed !== null || gateway === 'live') return failed;
      return chooseGateway(gatewayAddress);
    },
    async removeKey(): Promise<Outcome> {
      return applyKey(await bridge.request('key.remove', undefined));
    },
    async testKey(): Promise<KeyTest> {
      const result = await bridge.request('key.test', undefined);
      return result.ok ? result.data : couldNotTell(result.error);
    },
    /** Moves to another proxy, which main asks back natively. A `password` of null keeps the stored one, empty forgets it. */
    async setProxy(proxy: Proxy, password: string | null): Promise<Outcome> {
      const result = await bridge.request('settings.setProxy', { proxy, password });
      if (result.ok) sync.apply({ settings: result.data });
      // Here too a "no" is said: the fields still show what was not taken.
      return result.ok ? null : result.error.message;
    },
    async chooseCertificate(): Promise<Outcome> {
      return applySettings(await bridge.request('settings.chooseCertificate', undefined));
    },
    async removeCertificate(): Promise<Outcome> {
      return applySettings(await bridge.request('settings.removeCertificate', undefined));
    },
    async chooseLibrary(): Promise<Outcome> {
      const result: Result<LibraryState> = await bridge.request('settings.chooseLibrary', undefined);
      return outcome(result);
    },
    async showLibrary(): Promise<Outcome> {
      return outcome(await bridge.request('settings.showLibrary', undefined));
    },
  };
}

function couldNotTell(error: Failure): KeyTest {
  return { verdict: 'could-not-tell', message: error.message };
}
