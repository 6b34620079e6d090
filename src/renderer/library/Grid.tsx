import type { DragEvent, KeyboardEvent, MouseEvent } from 'react';
import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import type { CellId, SelectMode } from '../store/selection';
import { isImageCell } from '../store/selection';
import { store, sync, useStudio } from '../store/studio';
import { startImageDrag } from '../ui/drag';
import { FOCUS_ID } from '../ui/focus';
import { useSize } from '../ui/use-size';
import styles from './Grid.module.css';
import { GridCell } from './GridCell';
import { GridMenu } from './GridMenu';
import { moveFrom, moveOfKey } from './grid-moves';
import type { GridRow } from './justify';
import { useCells } from './use-cells';
import { useFocusFollows } from './use-focus-follows';
import { useHeld, useReturn } from './use-hidden';
import { useWindowOfRows } from './use-window-of-rows';

/** What the scroller's padding takes from its width, in pixels; see Grid.module.css. */
const MARGINS = 20;

type GridProps = Readonly<{
  /** Midnight-aware present, so that "Today" is today; changes once a day. */
  today: number;
  /** Height in pixels that the composer covers at the foot. */
  covered: number;
  /** While something else lies over it the grid stays as it is, whatever becomes of its room. */
  hidden: boolean;
}>;

/** All images as rows at their own ratios, with the jobs on their way at the top of Today. */
export function Grid({ today, hidden, ...room }: GridProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [measure, measured] = useSize();
  const { size, covered } = useHeld({ size: measured, covered: room.covered }, hidden);
  const { order, layout } = useCells(size.width - MARGINS, today);
  const rows = useWindowOfRows(scroller, layout, order, size.height, covered);
  const active = useStudio((state) => state.active);
  const activeCell = Math.max(0, active === null ? 0 : order.indexOf(active));
  const mounted = useMemo(
    () => mountedRows(layout.rows, rows.range[0], rows.range[1], layout.rowOfCell[activeCell] ?? -1),
    [layout, rows.range, activeCell],
  );
  useWantedDetails(mounted, order);
  useReturn(hidden, active, () => {
    rows.reveal(activeCell);
  });
  const focusHandlers = useFocusFollows(scroller, active, mounted);

  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      setScroller(element);
      return measure(element);
    },
    [measure],
  );
  const select = (id: CellId, mode: SelectMode): void => {
    store.getState().select(id, mode, order);
  };
  const click = (event: MouseEvent): void => {
    const id = cellOf(event.target);
    if (id === null) store.getState().clearSelection();
    else if (!onButton(event.target))
      select(id, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'replace');
  };
  const keyDown = (event: KeyboardEvent): void => {
    const move = moveOfKey(event.key);
    if (move === null || event.altKey || onButton(event.target)) return;
    event.preventDefault();
    const next = moveFrom(layout, activeCell, move, size.height - covered);
    const id = order[next];
    if (id === undefined) return;
    rows.reveal(next);
    select(id, event.shiftKey ? 'extend' : 'replace');
  };

  return (
    <GridMenu>
      <div
        ref={attach}
        className={styles.scroller}
        data-images="grid"
        {...focusHandlers}
        onScroll={rows.onScroll}
        onClick={click}
        onDoubleClick={(event) => openCell(cellOf(event.target))}
        onContextMenu={(event) => selectForMenu(cellOf(event.target), order)}
        onKeyDown={keyDown}
        onDragStart={startDrag}
      >
        <div
          id={FOCUS_ID.grid}
          role="grid"
          aria-label="Library"
          aria-multiselectable="true"
          aria-rowcount={layout.rows.length}
          className={styles.grid}
          style={{ height: layout.height + covered }}
        >
          {size.width > 0 &&
            mounted.map((at) => (
              <MountedRow
                key={rowKey(layout.rows[at], order)}
                at={at}
                row={layout.rows[at]}
                order={order}
                active={order[activeCell]}
              />
            ))}
        </div>
      </div>
    </GridMenu>
  );
}

type MountedRowProps = Readonly<{
  at: number;
  row: GridRow | undefined;
  order: readonly CellId[];
  active: CellId | undefined;
}>;

const MountedRow = memo(function MountedRow({ at, row, order, active }: MountedRowProps) {
  if (!row) return null;
  const style = { transform: `translateY(${String(row.top)}px)`, height: row.height };
  if (row.kind === 'day') {
    return (
      <div role="row" aria-rowindex={at + 1} className={styles.day} style={style}>
        <div role="rowheader">
          <strong>{row.group.label}</strong>
          <small>{dayNote(row.group.images, row.group.cells - row.group.images)}</small>
        </div>
      </div>
    );
  }
  return (
    <div role="row" aria-rowindex={at + 1} className={styles.row} style={style}>
      {row.lefts.map((left, index) => {
        const id = order[row.first + index];
        if (id === undefined) return null;
        const width = row.widths[index] ?? 0;
        return <GridCell key={id} id={id} left={left} width={width} height={row.height} active={id === active} />;
      })}
    </div>
  );
});

function dayNote(images: number, jobs: number): string {
  const parts = [];
  if (images > 0 || jobs === 0) parts.push(images === 1 ? '1 image' : `${images.toLocaleString('en')} images`);
  if (jobs > 0) parts.push(jobs === 1 ? '1 job' : `${String(jobs)} jobs`);
  return parts.join(' · ');
}

function rowKey(row: GridRow | undefined, order: readonly CellId[]): string {
  if (!row) return '';
  return row.kind === 'day' ? row.group.label : (order[row.first] ?? '');
}

/** The rows in sight, and the active one wherever it is: an element that loses its place would lose the focus. */
function mountedRows(rows: readonly GridRow[], first: number, last: number, active: number): readonly number[] {
  const inSight = Array.from({ length: Math.min(last, rows.length) - first }, (_, index) => first + index);
  if (active < 0 || active >= rows.length || (active >= first && active < last)) return inSight;
  return active < first ? [active, ...inSight] : [...inSight, active];
}

function useWantedDetails(mounted: readonly number[], order: readonly CellId[]): void {
  useEffect(() => {
    const wanted = Array.from(document.querySelectorAll<HTMLElement>(`#${FOCUS_ID.grid} [data-cell]`));
    const known = new Set<CellId>(wanted.flatMap((element) => cellOf(element) ?? []));
    sync.wantImages([...known].filter(isImageCell));
  }, [mounted, order]);
}

function cellOf(target: EventTarget | null): CellId | null {
  if (!(target instanceof Element)) return null;
  const id = target.closest('[data-cell]')?.getAttribute('data-cell');
  return isCellId(id) ? id : null;
}

function isCellId(id: string | null | undefined): id is CellId {
  return typeof id === 'string' && /^(img|job)_/.test(id);
}

function onButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

function openCell(id: CellId | null): void {
  if (id !== null && isImageCell(id)) store.getState().open(id);
}

/** The menu acts on the selection; a cell outside of it becomes the selection first. */
function selectForMenu(id: CellId | null, order: readonly CellId[]): void {
  const { selected, select } = store.getState();
  if (id !== null && !selected.has(id)) select(id, 'replace', order);
}

function startDrag(event: DragEvent): void {
  const id = cellOf(event.target);
  if (id === null || !isImageCell(id)) {
    event.preventDefault();
    return;
  }
  const { selected, index } = store.getState();
  const together = selected.has(id) ? (index?.ids.filter((other) => selected.has(other)) ?? []) : [];
  startImageDrag(event.dataTransfer, together.includes(id) ? together : [id]);
}
