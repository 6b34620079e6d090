import type { StateCreator } from 'zustand';
import type { BatchId, ImageId, JobId } from '../../shared/ids';

/** One cell of the grid: an image of the library, or a job or a batch on its way. The ids tell which. */
export type CellId = ImageId | JobId | BatchId;

/** How a click or an arrow changes the selection. */
export type SelectMode = 'replace' | 'toggle' | 'extend';

/** What is selected in the grid and where its keyboard stands. */
export interface SelectionSlice {
  readonly selected: ReadonlySet<CellId>;
  /** The cell that Tab reaches and arrows start from. */
  readonly active: CellId | null;
  /** Where an extension starts. */
  readonly anchor: CellId | null;
  /** `order` is all cells as the grid shows them; an extension selects all from the anchor to `id`. */
  readonly select: (id: CellId, mode: SelectMode, order: readonly CellId[]) => void;
  readonly selectAll: (order: readonly CellId[]) => void;
  readonly clearSelection: () => void;
}

/** True for the id of an image. */
export function isImageCell(id: CellId): id is ImageId {
  return id.startsWith('img_');
}

/** True for the id of a batch. */
export function isBatchCell(id: CellId): id is BatchId {
  return id.startsWith('bat_');
}

/** The cells between two, both included, in the order given; only `to` when the other is gone. */
export function cellRange(order: readonly CellId[], from: CellId, to: CellId): readonly CellId[] {
  const start = order.indexOf(from);
  const end = order.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** Starts with nothing selected. */
export const createSelectionSlice: StateCreator<SelectionSlice> = (set) => ({
  selected: new Set(),
  active: null,
  anchor: null,
  select: (id, mode, order) => {
    set((state) => {
      if (mode === 'extend' && state.anchor !== null) {
        return { selected: new Set(cellRange(order, state.anchor, id)), active: id };
      }
      if (mode === 'toggle') {
        const selected = new Set(state.selected);
        if (!selected.delete(id)) selected.add(id);
        return { selected, active: id, anchor: id };
      }
      return { selected: new Set([id]), active: id, anchor: id };
    });
  },
  selectAll: (order) => {
    set((state) => ({ selected: new Set(order.filter(isImageCell)), active: state.active ?? order[0] ?? null }));
  },
  clearSelection: () => {
    set((state) => (state.selected.size === 0 ? {} : { selected: new Set() }));
  },
});
