import type { ImageId } from '../../shared/ids';
import { imagesOf } from '../store/query';
import type { CellId } from '../store/selection';
import { isBatchCell, isImageCell } from '../store/selection';
import { commands, store } from '../store/studio';
import { facetsOf } from '../store/library';
import { beginOwnDrag } from '../ui/drag';
import type { Cells } from './use-cells';
import { cellOf } from './use-cells';

/** Does what a small button of a tile is for; false when the press was not on one. */
export function actOn(target: EventTarget | null, id: CellId, cells: Cells): boolean {
  const act = target instanceof Element ? target.closest('[data-act]')?.getAttribute('data-act') : undefined;
  if (!isImageCell(id)) return false;
  if (act === 'favourite') {
    const favourite = facetsOf(store.getState(), id)?.favourite !== true;
    void commands.organise(imagesOf(cells.shown, [id]), { kind: 'favourite', favourite });
    return true;
  }
  if (act === 'stack') {
    const stack = cells.shown.stacks[cellOf(cells, id) - cells.jobs];
    store.getState().select(id, 'replace', cells.order);
    if (stack !== undefined) store.getState().toggleStack(stack);
    return true;
  }
  return false;
}

/** Shows an image large, or a batch in the queue. */
export function openCell(id: CellId | null): void {
  if (id === null) return;
  if (isImageCell(id)) store.getState().open(id);
  else if (isBatchCell(id)) commands.showBatch(id);
}

/** Begins to drag the files of the image, or of all that are selected with it. */
export function startDrag(id: ImageId): void {
  const { selected, index } = store.getState();
  const together = index && selected.has(id) ? imagesOf(index, [...selected].filter(isImageCell)) : [];
  beginOwnDrag(together.includes(id) ? together : index ? imagesOf(index, [id]) : [id]);
}
