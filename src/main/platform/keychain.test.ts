import { describe, expect, it } from 'vitest';
import { createManualClock } from '../core/manual-clock';
import type { KeyStore } from '../core/ports';
import { createKeychain } from './keychain';
import type { Keytar } from './keychain';

const origin = 'https://gateway.example';
const hang = (): Promise<never> => new Promise(() => undefined);

function working(): Keytar & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    getPassword: (service, account) => Promise.resolve(entries.get(`${service} ${account}`) ?? null),
    setPassword: (service, account, password) => {
      entries.set(`${service} ${account}`, password);
      return Promise.resolve();
    },
    deletePassword: (service, account) => Promise.resolve(entries.delete(`${service} ${account}`)),
  };
}
function failing(message: string): Keytar {
  const fail = (): Promise<never> => Promise.reject(new Error(message));
  return { getPassword: fail, setPassword: fail, deletePassword: fail };
}
function keychain(
  load: () => Promise<Keytar>,
  platform: NodeJS.Platform = 'linux',
): { readonly store: KeyStore; readonly clock: ReturnType<typeof createManualClock> } {
  const clock = createManualClock();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return { store: createKeychain({ clock, log, platform, load }), clock };
}

describe('keychain', () => {
  it('keeps a key under its gateway’s origin and gives it to no other', async () => {
    const keytar = working();
    const { store } = keychain(() => Promise.resolve(keytar));
    expect(await store.read(origin)).toEqual({ status: 'none' });
    expect(await store.save(origin, 'k1')).toBe('stored');
    expect([...keytar.entries]).toEqual([[`Easel ${origin}`, 'k1']]);
    expect(await store.read(origin)).toEqual({ status: 'stored', key: 'k1' });
    expect(await store.read('https://other.example')).toEqual({ status: 'none' });
    await store.remove(origin);
    expect(await store.read(origin)).toEqual({ status: 'none' });
  });

  it.each([
    'The name org.freedesktop.secrets was not provided by any .service files',
    'Unknown or unsupported transport “disabled” for address “disabled:”',
    'Object does not exist at path “/org/freedesktop/secrets/collection/login”',
  ])('without a keychain holds the key in memory and says so: %s', async (message) => {
    const { store } = keychain(() => Promise.resolve(failing(message)));
    expect(await store.read(origin)).toMatchObject({
      status: 'unavailable',
      message: expect.stringMatching(/No keychain/),
    });
    expect(await store.save(origin, 'k1')).toBe('session');
    expect(await store.read(origin)).toEqual({ status: 'session', key: 'k1' });
    await store.remove(origin);
    expect(await store.read(origin)).toMatchObject({ status: 'unavailable' });
  });

  it.each([
    'Cannot get secret of a locked object',
    'User interaction is not allowed.',
    'User canceled the operation.',
    'The user name or passphrase you entered is not correct.',
  ])('tells a locked keychain from an absent one: %s', async (message) => {
    const { store } = keychain(() => Promise.resolve(failing(message)), 'darwin');
    expect(await store.read(origin)).toMatchObject({ status: 'locked' });
    await expect(store.remove(origin)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('starts without libsecret, and finds it once it is installed', async () => {
    let installed = false;
    const missing = new Error('Failed to load keytar native addon, checked ["../build/Release"] on linux-x64');
    const { store } = keychain(() => (installed ? Promise.resolve(working()) : Promise.reject(missing)));
    expect(await store.read(origin)).toMatchObject({ message: expect.stringMatching(/libsecret/) });
    installed = true;
    expect(await store.save(origin, 'k1')).toBe('stored');
  });

  it('takes a keychain that keeps nothing for none', async () => {
    const { store } = keychain(() => Promise.resolve({ ...working(), setPassword: () => Promise.resolve() }));
    expect(await store.save(origin, 'k1')).toBe('session');
    expect(await store.read(origin)).toEqual({ status: 'session', key: 'k1' });
  });

  it('answers after three seconds when the keychain hangs, and does not pile up calls', async () => {
    let calls = 0;
    const count = (): Promise<never> => {
      calls += 1;
      return hang();
    };
    const keytar = { getPassword: count, setPassword: count, deletePassword: count };
    const { store, clock } = keychain(() => Promise.resolve(keytar));
    const reading = store.read(origin);
    await clock.advance(3000);
    expect(await reading).toMatchObject({ status: 'unavailable', message: expect.stringMatching(/does not answer/) });
    for (let turn = 0; turn < 20; turn++) expect(await store.save(origin, 'k1')).toBe('session');
    expect(await store.read(origin)).toEqual({ status: 'session', key: 'k1' });
    expect(calls).toBe(1);
    for (let turn = 0; turn < 5; turn++) {
      await clock.advance(60_000);
      const saved = store.save(origin, 'k1');
      await clock.advance(3000);
      expect(await saved).toBe('session');
    }
    expect(calls).toBe(2);
  });

  it('asks again when a keychain that hung has answered after all', async () => {
    let answer: (key: string) => void = () => undefined;
    const keytar = { ...working(), getPassword: () => new Promise<string>((resolve) => (answer = resolve)) };
    const { store, clock } = keychain(() => Promise.resolve(keytar));
    const late = store.read(origin);
    await clock.advance(3000);
    expect(await late).toMatchObject({ status: 'unavailable' });
    answer('k1');
    await clock.advance(0);
    const again = store.read(origin);
    await clock.advance(0);
    answer('k1');
    expect(await again).toEqual({ status: 'stored', key: 'k1' });
  });
});
