import { describe, expect, it } from 'vitest';
import { createPictureCache } from './picture-cache';

function cacheWithGates() {
  const gates = new Map<string, { open: () => void; fail: () => void; dropped: boolean }>();
  const fetched: string[] = [];
  const cache = createPictureCache((url) => {
    fetched.push(url);
    const gate = { open: () => undefined, fail: () => undefined, dropped: false };
    const decoded = new Promise<void>((resolve, reject) => {
      Object.assign(gate, { open: resolve, fail: () => reject(new Error('gone')) });
    });
    gates.set(url, gate);
    return { decoded, drop: () => (gate.dropped = true) };
  });
  return { cache, gates, fetched };
}

describe('pictures decoded ahead', () => {
  it('are not called ready before their pixels are there: a blank frame would be shown', async () => {
    const { cache, gates } = cacheWithGates();
    const asked = cache.prepare('a');
    expect(cache.isReady('a')).toBe(false);
    gates.get('a')?.open();
    expect(await asked).toBe(true);
    expect(cache.isReady('a')).toBe(true);
  });

  it('are fetched once however often they are wanted', () => {
    const { cache, fetched } = cacheWithGates();
    void cache.prepare('a');
    void cache.prepare('a');
    expect(fetched).toEqual(['a']);
  });

  it('stop when the person has gone on, and are not ready by a late answer', async () => {
    const { cache, gates } = cacheWithGates();
    const asked = cache.prepare('a');
    cache.keepOnly(new Set(['b']));
    expect(gates.get('a')?.dropped).toBe(true);
    gates.get('a')?.open();
    expect(await asked).toBe(false);
    expect(cache.isReady('a')).toBe(false);
  });

  it('are tried again after a failure', async () => {
    const { cache, gates, fetched } = cacheWithGates();
    const asked = cache.prepare('a');
    gates.get('a')?.fail();
    expect(await asked).toBe(false);
    void cache.prepare('a');
    expect(fetched).toEqual(['a', 'a']);
  });
});
