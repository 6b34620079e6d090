import type { KeyboardEvent } from 'react';
import type { Batch } from '../store/job-batches';
import { store } from '../store/studio';

/** Folds or opens a batch by the arrow keys of its line; false when the key means something else. */
export function foldBatch(event: KeyboardEvent, { batch, isFolded }: Readonly<{ batch: Batch; isFolded: boolean }>) {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target, currentTarget } = event;
  if (ctrlKey || metaKey || altKey || shiftKey || target instanceof HTMLInputElement || target === currentTarget)
    return false;
  if (key !== (isFolded ? 'ArrowRight' : 'ArrowLeft')) return false;
  event.preventDefault();
  setFolded(batch, !isFolded);
  return true;
}

/** Remembers for this run of the window whether only the heading of the batch is shown. */
export function setFolded({ id }: Batch, folded: boolean): void {
  store.setState(({ queueFolds }) => ({ queueFolds: new Map([...queueFolds, [id, folded]]) }));
}
