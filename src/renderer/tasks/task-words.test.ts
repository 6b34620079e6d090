import { describe, expect, it } from 'vitest';
import type { Task } from '../../shared/task';
import { foremost, needsLook, progressPart, progressWords } from './task-words';

function task(change: Partial<Task>): Task {
  return {
    ...{ id: 'task_1', kind: 'import', title: 'Importing 3 files', detail: '', done: 0, total: 3, state: 'running' },
    ...{ mayCancel: true, outcome: '', problems: [] },
    ...change,
  };
}

describe('long work in words', () => {
  it('counts what is done, and invents no end while none is known', () => {
    expect(progressWords(task({ done: 1204, total: 3000 }))).toBe('1,204 of 3,000');
    expect(progressWords(task({ done: 7, total: null }))).toBe('7');
    expect(progressPart(task({ done: 7, total: null }))).toBeNull();
    expect(progressPart(task({ done: 0, total: 0 }))).toBeNull();
  });

  it('shows no more than all', () => {
    expect(progressPart(task({ done: 9, total: 3 }))).toBe(1);
  });

  it('puts what runs before what has just ended', () => {
    const running = task({ id: 'task_1' });
    const ended = task({ id: 'task_2', state: 'done' });
    expect(foremost([running, ended])).toBe(running);
    expect(foremost([ended])).toBe(ended);
    expect(foremost([])).toBeNull();
  });

  it('lets nothing vanish that went wrong', () => {
    expect(needsLook(task({ state: 'failed' }))).toBe(true);
    expect(needsLook(task({ state: 'done', problems: ['a.jpg is damaged.'] }))).toBe(true);
    expect(needsLook(task({ state: 'cancelled' }))).toBe(false);
  });
});
