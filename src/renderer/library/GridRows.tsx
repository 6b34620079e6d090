import { memo, useMemo } from 'react';
import type { Shown } from '../store/query';
import type { CellId } from '../store/selection';
import { isImageCell } from '../store/selection';
import { dayName, imageCount, startOfDay } from '../ui/format';
import type { CellGroup } from './cell-groups';
import styles from './Grid.module.css';
import { ImageGridCell, JobGridCell } from './GridCell';
import type { GridLayout } from './justify';
import { cellsInRow, groupOfRow } from './justify';
import type { Cells } from './use-cells';

/** Rows to mount, by the group that they are in. */
export interface MountedGroup {
  readonly at: number;
  /** False where only the active row is mounted, far from what is in sight. */
  readonly inSight: boolean;
  readonly rows: readonly number[];
}

/** The rows from `first` to `last`, and the active one wherever it is: an element that loses its place would lose the focus. */
export function mountedGroups(
  layout: GridLayout,
  [first, last]: readonly [number, number],
  active: number,
): readonly MountedGroup[] {
  const groups: MountedGroup[] = [];
  const end = Math.min(last, layout.rows);
  for (let row = first; row < end;) {
    const at = groupOfRow(layout, row);
    const groupEnd = Math.min(layout.groupRows[at + 1] ?? layout.rows, end);
    const rows = Array.from({ length: groupEnd - row }, (_, index) => row + index);
    groups.push({ at, inSight: true, rows });
    row = groupEnd;
  }
  if (active < 0 || active >= layout.rows || (active >= first && active < end)) return groups;
  const at = groupOfRow(layout, active);
  const own = groups.findIndex((group) => group.at === at);
  if (own < 0) {
    const lone = { at, inSight: false, rows: [active] };
    return active < first ? [lone, ...groups] : [...groups, lone];
  }
  return groups.map((group, index) => {
    if (index !== own) return group;
    return { ...group, rows: active < first ? [active, ...group.rows] : [...group.rows, active] };
  });
}

type GridGroupProps = Readonly<{
  group: MountedGroup;
  cells: Cells;
  /** The cell that Tab reaches. */
  active: number;
  /** Milliseconds since 1970, for "Today". */
  today: number;
}>;

/** The rows of a day that are mounted, under its heading, which stays at the top while any of them is in sight. */
export function GridGroup({ group, cells, active, today }: GridGroupProps) {
  const { layout } = cells;
  const first = layout.groupRows[group.at] ?? 0;
  const top = layout.tops[first] ?? 0;
  const next = layout.groupRows[group.at + 1];
  const height = (next === undefined ? layout.height : (layout.tops[next] ?? 0)) - top;
  const of = layout.groups[group.at];
  if (!of) return null;
  return (
    <div role="rowgroup" className={styles.group} style={{ top, height }}>
      {of.day !== null && group.inSight && (
        <div role="row" aria-rowindex={first + 1} className={styles.day} style={{ height: layout.heights[first] }}>
          <div role="rowheader">
            <strong>{dayName(of.day, today)}</strong>
            <DayNote group={of} jobs={cells.jobs} shown={cells.shown} />
          </div>
        </div>
      )}
      {group.rows.map((row) => {
        const from = layout.firsts[row] ?? 0;
        const count = cellsInRow(layout, row);
        if (count === 0) return null;
        const isActive = active >= from && active < from + count;
        return (
          <GridRow
            key={cells.order[from]}
            row={row}
            top={(layout.tops[row] ?? 0) - top}
            height={layout.heights[row] ?? 0}
            layout={layout}
            order={cells.order}
            jobs={cells.jobs}
            shown={cells.shown}
            active={isActive ? active : -1}
          />
        );
      })}
    </div>
  );
}

/** A key that stays while images of the day come and go. Jobs alone may be of the same day as a later group. */
export function groupKey(group: CellGroup | undefined): string {
  if (!group || group.day === null) return 'all';
  return `${String(startOfDay(group.day))}${group.images === 0 ? ' jobs' : ''}`;
}

type DayNoteProps = Readonly<{
  group: CellGroup;
  /** Jobs in front of all images. */
  jobs: number;
  shown: Shown;
}>;

/** How much is below a heading; a closed stack is as many images as it holds. */
function DayNote({ group, jobs: jobsInFront, shown }: DayNoteProps) {
  const images = useMemo(() => imagesBelow(group, jobsInFront, shown), [group, jobsInFront, shown]);
  const jobs = group.cells - group.images;
  const parts = images > 0 || jobs === 0 ? [imageCount(images)] : [];
  if (jobs > 0) parts.push(jobs === 1 ? '1 job' : `${String(jobs)} jobs`);
  return <small>{parts.join(' · ')}</small>;
}

function imagesBelow({ first, cells, images }: CellGroup, jobsInFront: number, shown: Shown): number {
  if (!shown.stacked) return images;
  const end = first + cells - jobsInFront;
  let count = 0;
  for (const size of shown.stackSizes.subarray(end - images, end)) count += Math.max(1, size);
  return count;
}

type GridRowProps = Readonly<{
  row: number;
  top: number;
  height: number;
  layout: GridLayout;
  order: readonly CellId[];
  jobs: number;
  shown: Shown;
  active: number;
}>;

const GridRow = memo(function GridRow({ row, top, height, layout, order, jobs, shown, active }: GridRowProps) {
  const first = layout.firsts[row] ?? 0;
  return (
    <div role="row" aria-rowindex={row + 1} className={styles.row} style={{ top, height }}>
      {Array.from({ length: cellsInRow(layout, row) }, (_, index) => {
        const cell = first + index;
        const id = order[cell];
        if (id === undefined) return null;
        const place = { left: layout.lefts[cell] ?? 0, width: layout.widths[cell] ?? 0, height };
        const isActive = cell === active;
        if (!isImageCell(id)) return <JobGridCell key={id} id={id} {...place} active={isActive} />;
        const at = cell - jobs;
        const stack = shown.stackSizes[at] ?? 1;
        return (
          <ImageGridCell
            key={id}
            id={id}
            packed={shown.facets[at] ?? 0}
            stack={stack}
            leads={stack < -1 && (at === 0 || shown.stacks[at - 1] !== shown.stacks[at])}
            {...place}
            active={isActive}
          />
        );
      })}
    </div>
  );
});
