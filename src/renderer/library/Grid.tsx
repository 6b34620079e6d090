import type { DragEvent, KeyboardEvent, MouseEvent } from 'react';
import { useCallback, useMemo, useState } from 'react';
import type { Shown } from '../store/query';
import type { CellId, SelectMode } from '../store/selection';
import { isImageCell } from '../store/selection';
import { store, useStudio } from '../store/studio';
import { FOCUS_ID } from '../ui/focus';
import { useSize } from '../ui/use-size';
import { DateScrubber } from './DateScrubber';
import { actOn, openCell, startDrag } from './grid-acts';
import styles from './Grid.module.css';
import { GridMenu } from './GridMenu';
import { moveFrom, moveOfKey } from './grid-moves';
import { GridGroup, groupKey, mountedGroups } from './GridRows';
import { cellOf, useCells } from './use-cells';
import { useFocusFollows } from './use-focus-follows';
import { useHeld, useReturn } from './use-hidden';
import { useMarquee } from './use-marquee';
import { usePrefetch } from './use-prefetch';
import { useWantedDetails } from './use-wanted-details';
import { useWindowOfRows } from './use-window-of-rows';

/** What the scroller's padding takes from its width, in pixels; see Grid.module.css. */
const MARGINS = 32;

type GridProps = Readonly<{
  shown: Shown;
  /** Midnight-aware present, so that "Today" is today; changes once a day. */
  today: number;
  /** Height in pixels that the composer covers at the foot. */
  covered: number;
  /** While something else lies over it the grid stays as it is, whatever becomes of its room. */
  hidden: boolean;
}>;

/** All images as rows at their own ratios, with the jobs on their way at the top of Today. */
export function Grid({ shown, today, hidden, ...room }: GridProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [content, setContent] = useState<HTMLDivElement | null>(null);
  const [measure, measured] = useSize();
  const { size, covered } = useHeld({ size: measured, covered: room.covered }, hidden);
  const cells = useCells(shown, size.width - MARGINS, today);
  const { layout, order } = cells;
  const rows = useWindowOfRows(scroller, cells, size.height, covered);
  const marquee = useMarquee(scroller, content, cells);
  const active = useStudio((state) => state.active);
  const activeCell = Math.max(0, cellOf(cells, active));
  const mounted = useMemo(
    () => mountedGroups(layout, rows.range, layout.rowOfCell[activeCell] ?? -1),
    [layout, rows.range, activeCell],
  );
  useWantedDetails(cells, mounted);
  usePrefetch(cells, rows);
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
    if (marquee.tookClick()) return;
    const id = idOf(event.target);
    if (id === null) store.getState().clearSelection();
    else if (!actOn(event.target, id, cells) && !onButton(event.target))
      select(id, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'replace');
  };
  const keyDown = (event: KeyboardEvent): void => {
    const move = moveOfKey(event.key);
    if (move === null || event.altKey || event.ctrlKey || event.metaKey || onButton(event.target)) return;
    event.preventDefault();
    const next = moveFrom(layout, activeCell, move, size.height - covered);
    const id = order[next];
    if (id === undefined) return;
    rows.reveal(next);
    select(id, event.shiftKey ? 'extend' : 'replace');
  };
  const drag = (event: DragEvent): void => {
    // The native drag takes over; what the page itself would drag is a picture of the tile.
    event.preventDefault();
    const id = idOf(event.target);
    if (id !== null && isImageCell(id) && !event.altKey) startDrag(id);
  };

  return (
    <GridMenu>
      <div className={styles.frame}>
        <div
          ref={attach}
          className={styles.scroller}
          data-images="grid"
          {...focusHandlers}
          onScroll={rows.onScroll}
          onPointerDown={marquee.onPointerDown}
          onClick={click}
          onDoubleClick={(event) => {
            if (!onButton(event.target)) openCell(idOf(event.target));
          }}
          onContextMenu={(event) => selectForMenu(idOf(event.target), order)}
          onKeyDown={keyDown}
          onDragStart={drag}
        >
          <div
            ref={setContent}
            id={FOCUS_ID.grid}
            role="grid"
            aria-label="Library"
            aria-multiselectable="true"
            aria-rowcount={layout.rows}
            className={styles.grid}
            style={{ height: layout.height + covered }}
          >
            {size.width > 0 &&
              mounted.map((group) => (
                <GridGroup
                  key={groupKey(layout.groups[group.at])}
                  group={group}
                  cells={cells}
                  active={activeCell}
                  today={today}
                />
              ))}
            {marquee.box && (
              <div
                className={styles.box}
                style={{
                  ...{ left: marquee.box.left, top: marquee.box.top },
                  ...{ width: marquee.box.right - marquee.box.left, height: marquee.box.bottom - marquee.box.top },
                }}
              />
            )}
          </div>
        </div>
        {scroller && shown.grouped && (
          <DateScrubber
            scroller={scroller}
            layout={layout}
            top={rows.top}
            reach={layout.height + covered - size.height}
            track={size.height - covered}
            today={today}
          />
        )}
      </div>
    </GridMenu>
  );
}

function idOf(target: EventTarget | null): CellId | null {
  if (!(target instanceof Element)) return null;
  const id = target.closest('[data-cell]')?.getAttribute('data-cell');
  return isCellId(id) ? id : null;
}

function isCellId(id: string | null | undefined): id is CellId {
  return typeof id === 'string' && /^(img|job|bat)_/.test(id);
}

function onButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button') !== null;
}

/** The menu acts on the selection; a cell outside of it becomes the selection first. */
function selectForMenu(id: CellId | null, order: readonly CellId[]): void {
  const { selected, select } = store.getState();
  if (id !== null && !selected.has(id)) select(id, 'replace', order);
}
