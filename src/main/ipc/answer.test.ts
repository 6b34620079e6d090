import { describe, expect, it } from 'vitest';
import { MOST_DATA_BYTES, requests } from '../../shared/ipc';
import { RequestError } from '../../shared/result';
import { answer, type Handlers } from './answer';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Handlers that record what reached them and answer as told. */
function world(act: () => unknown = () => null): { handlers: Handlers; seen: unknown[] } {
  const seen: unknown[] = [];
  const handle = (input: unknown): unknown => {
    seen.push(input);
    return act();
  };
  // Every route gets the same handler; their exact types don't matter to the registrar's own rules.
  const handlers = Object.fromEntries(Object.keys(requests).map((route) => [route, handle])) as unknown as Handlers;
  return { handlers, seen };
}

describe('registrar', () => {
  it.each(['nope', 'toString', '__proto__', 7, null, undefined, { route: 'jobs.list' }])(
    'refuses %j, which is no route, so that an inherited name never becomes a handler',
    async (route) => {
      const { handlers, seen } = world();
      expect(await answer(handlers, route, undefined, log)).toMatchObject({
        ok: false,
        error: { code: 'bad-request' },
      });
      expect(seen).toEqual([]);
    },
  );

  it.each([
    ['jobs.cancel', {}],
    ['jobs.cancel', { id: 'job_x' }],
    ['jobs.cancel', { id: `job_${'a'.repeat(20)}`, more: 1 }],
    ['library.images', { ids: Array.from({ length: 501 }, () => `img_${'a'.repeat(20)}`) }],
    ['settings.change', { gatewayAddress: 'https://evil.test' }],
    ['settings.change', { concurrency: 99 }],
    ['key.save', { key: 'x'.repeat(10_001) }],
    ['library.importPaths', { paths: [] }],
    ['library.importPaths', { paths: ['/a'.repeat(2100)] }],
    ['library.importData', { name: 'x.png', bytes: [1, 2, 3] }],
    ['library.importData', { name: 'x'.repeat(301), bytes: new Uint8Array(1) }],
    ['library.importData', { name: 'x.png', bytes: new Uint8Array(1), path: '/etc/passwd' }],
    ['library.importDialog', { what: 'disk' }],
    ['library.organise', { ids: [], change: { kind: 'trash' } }],
    ['library.organise', { ids: [`img_${'a'.repeat(20)}`], change: { kind: 'stars', stars: 6 } }],
    ['library.organise', { ids: [`img_${'a'.repeat(20)}`], change: { kind: 'burn' } }],
    ['library.search', { search: 'x'.repeat(1001) }],
    ['library.restore', { name: 'x'.repeat(201) }],
    ['images.drag', { ids: ['/etc/passwd'] }],
    ['images.copyFiles', { ids: [] }],
    ['image.openWith', { id: `img_${'a'.repeat(20)}`, how: '/bin/sh' }],
    ['task.cancel', { id: 'all' }],
    ['jobs.list', { extra: true }],
  ])('refuses %s with %j before any handler sees it', async (route, input) => {
    const { handlers, seen } = world();
    expect(await answer(handlers, route, input, log)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(seen).toEqual([]);
  });

  it.each([
    {
      what: 'more bytes',
      route: 'library.importData',
      input: { name: 'x', bytes: new Uint8Array(MOST_DATA_BYTES + 1) },
    },
    { what: 'more paths', route: 'library.importPaths', input: { paths: Array.from({ length: 10_001 }, () => '/a') } },
  ])('refuses $what than main takes at once', async ({ route, input }) => {
    const { handlers, seen } = world();
    expect(await answer(handlers, route, input, log)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(seen).toEqual([]);
  });

  it('hands the sentence and the field of an expected failure on', async () => {
    const { handlers } = world(() => {
      throw new RequestError('invalid', 'Describe the image first.', 'prompt');
    });
    expect(await answer(handlers, 'jobs.list', undefined, log)).toEqual({
      ok: false,
      error: { code: 'invalid', message: 'Describe the image first.', field: 'prompt' },
    });
  });

  it('says that the disk is full, not that something went wrong', async () => {
    const { handlers } = world(() => {
      throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
    });
    expect(await answer(handlers, 'jobs.list', undefined, log)).toMatchObject({
      ok: false,
      error: { code: 'unavailable', message: expect.stringMatching(/disk is full/) },
    });
  });

  it('hides the words of an unexpected error, which may hold a path or a key', async () => {
    const { handlers } = world(() => Promise.reject(new Error('ENOENT /home/ann/secret')));
    const result = await answer(handlers, 'jobs.list', undefined, log);
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});
