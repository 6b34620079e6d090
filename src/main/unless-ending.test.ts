import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { unlessEnding } from './unless-ending';

const settled = (): Promise<void> => new Promise(setImmediate);

it('begins what was loaded, and has nothing to do with an end after that', async () => {
  const [app, leave] = [new EventEmitter(), vi.fn()];
  await expect(unlessEnding(app, leave, () => Promise.resolve(() => 'running'))).resolves.toBe('running');
  app.emit('before-quit');
  expect(leave).not.toHaveBeenCalled();
});

it('begins nothing when the app began to end while it was loaded: a submit would go out that nobody hears the answer of', async () => {
  const [app, leave, begin, after] = [new EventEmitter(), vi.fn(), vi.fn(), vi.fn()];
  let resolve: (begin: () => void) => void = () => undefined;
  const load = (): Promise<() => void> =>
    new Promise((loaded) => {
      resolve = loaded;
    });
  void unlessEnding(app, leave, load).then(after);
  app.emit('before-quit');
  expect(leave).toHaveBeenCalledOnce();
  resolve(begin);
  await settled();
  expect(begin).not.toHaveBeenCalled();
  expect(after).not.toHaveBeenCalled();
});

it('tells of what could not be loaded', async () => {
  await expect(unlessEnding(new EventEmitter(), vi.fn(), () => Promise.reject(new Error('gone')))).rejects.toThrow(
    'gone',
  );
});
