import { describe, expect, it } from 'vitest';
import type { Task } from '../../shared/task';
import { createTasks } from './tasks';

const IMPORT = { kind: 'import', title: 'Importing 3 files', mayCancel: true } as const;

function watched(now = (): number => 0) {
  const tasks = createTasks(now);
  const told: Task[] = [];
  tasks.onChange((task) => told.push(task));
  return { tasks, told };
}

describe('tasks', () => {
  it('tells of beginning and end even when all its reports come too close together', async () => {
    const { tasks, told } = watched();
    const work = tasks.run(
      IMPORT,
      (progress) => {
        for (let done = 1; done <= 3; done += 1) progress.report({ done, total: 3 });
        return Promise.resolve(3);
      },
      (count) => `${String(count)} images added.`,
    );
    expect(await work).toBe(3);
    expect(told.map(({ state, done }) => [state, done])).toEqual([
      ['running', 0],
      ['done', 3],
    ]);
    expect(told.at(-1)?.outcome).toBe('3 images added.');
  });

  it('ends as cancelled, not as failed, when the person ended it', async () => {
    const { tasks, told } = watched();
    const work = tasks.run(
      IMPORT,
      ({ signal }) =>
        new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('stop')))),
      () => '',
    );
    tasks.cancel(told[0]?.id ?? '');
    await expect(work).rejects.toThrow('stop');
    expect(told.at(-1)).toMatchObject({ state: 'cancelled', outcome: 'Cancelled.' });
  });

  it('says of work that returned early after a cancel what it got done', async () => {
    const { tasks, told } = watched();
    const work = tasks.run(
      IMPORT,
      async ({ signal }) => {
        await new Promise((done) => signal.addEventListener('abort', done));
        return 2;
      },
      (count) => `${String(count)} of 3 added.`,
    );
    tasks.cancel(told[0]?.id ?? '');
    await work;
    expect(told.at(-1)).toMatchObject({ state: 'cancelled', outcome: '2 of 3 added.' });
  });

  it('never ends what may not be ended', async () => {
    const { tasks, told } = watched();
    const aborted: boolean[] = [];
    await tasks.run(
      { ...IMPORT, mayCancel: false },
      ({ signal }) => {
        tasks.cancel(told[0]?.id ?? '');
        aborted.push(signal.aborted);
        return Promise.resolve(0);
      },
      () => 'Done.',
    );
    expect(aborted).toEqual([false]);
  });

  it('ends as failed with the sentence of the error, which is passed on', async () => {
    const { tasks, told } = watched();
    const work = tasks.run(
      IMPORT,
      () => Promise.reject(new Error('The disk is full.')),
      () => '',
    );
    await expect(work).rejects.toThrow('The disk is full.');
    expect(told.at(-1)).toMatchObject({ state: 'failed', outcome: 'The disk is full.' });
  });

  it('keeps a hundred problems and the last twenty ended tasks, not more', async () => {
    const { tasks } = watched();
    for (let run = 0; run < 30; run += 1) {
      await tasks.run(
        IMPORT,
        ({ problem }) => {
          for (let count = 0; count < 150; count += 1) problem(`No. ${String(count)}`);
          return Promise.resolve(0);
        },
        () => 'Done.',
      );
    }
    expect(tasks.list()).toHaveLength(20);
    expect(tasks.list().at(-1)?.problems).toHaveLength(100);
  });
});
