import { describe, expect, it } from 'vitest';
import { imageId, jobId } from './fake-ids';
import { createStudioStore } from './store';

const order = [jobId(1), ...Array.from({ length: 6 }, (_, n) => imageId(n))];

describe('the selection', () => {
  it('extends from where it began, both ways, and shrinks again', () => {
    const { getState } = createStudioStore();
    getState().select(imageId(2), 'replace', order);
    getState().select(imageId(4), 'extend', order);
    expect([...getState().selected]).toEqual([2, 3, 4].map(imageId));
    getState().select(imageId(1), 'extend', order);
    expect([...getState().selected]).toEqual([1, 2].map(imageId));
  });

  it('takes one cell in and out without losing the others', () => {
    const { getState } = createStudioStore();
    getState().select(imageId(0), 'replace', order);
    getState().select(imageId(3), 'toggle', order);
    getState().select(imageId(0), 'toggle', order);
    expect([...getState().selected]).toEqual([imageId(3)]);
  });

  it('selects just the cell when the one to extend from is gone', () => {
    const { getState } = createStudioStore();
    getState().select(imageId(5), 'replace', order);
    getState().select(imageId(2), 'extend', order.slice(0, 5));
    expect([...getState().selected]).toEqual([imageId(2)]);
  });

  it('selects all images and no jobs', () => {
    const { getState } = createStudioStore();
    getState().selectAll(order);
    expect(getState().selected.has(jobId(1))).toBe(false);
    expect(getState().selected.size).toBe(6);
  });
});
