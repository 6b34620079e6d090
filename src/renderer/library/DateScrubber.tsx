import type { KeyboardEvent, PointerEvent } from 'react';
import { memo, useMemo, useState } from 'react';
import { dayName } from '../ui/format';
import styles from './DateScrubber.module.css';
import type { GridLayout } from './justify';
import { groupAt, groupForKey, scrollFor, scrubAt, scrubMarks } from './scrub-marks';

type DateScrubberProps = Readonly<{
  scroller: HTMLElement;
  layout: GridLayout;
  /** Where the grid is scrolled to, near enough to say the day. */
  top: number;
  /** How far the grid scrolls, and how high the scale is; pixels. */
  reach: number;
  track: number;
  /** Milliseconds since 1970, for "Today". */
  today: number;
}>;

/** A scale of months and years beside the grid's bar: a click or a drag goes to that day, arrows go on by days. */
export const DateScrubber = memo(function DateScrubber(props: DateScrubberProps) {
  const { scroller, layout, top, reach, track, today } = props;
  const marks = useMemo(() => scrubMarks(layout, reach, track), [layout, reach, track]);
  const [held, setHeld] = useState(false);
  const [keyed, setKeyed] = useState(false);
  // What fits into two windows is found faster by looking.
  if (layout.groups.length < 2 || reach < track) return null;
  const group = groupAt(layout, top + 1);
  const words = wordsOf(layout, group, today);

  const goTo = (event: PointerEvent<HTMLElement>): void => {
    const from = event.currentTarget.getBoundingClientRect().top;
    scroller.scrollTop = scrollFor(event.clientY - from, reach, track);
  };
  const keyDown = (event: KeyboardEvent): void => {
    const next = groupForKey(layout, groupAt(layout, scroller.scrollTop + 1), event.key);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setKeyed(true);
    scroller.scrollTop = layout.tops[layout.groupRows[next] ?? 0] ?? 0;
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Date"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={layout.groups.length - 1}
      aria-valuenow={group}
      aria-valuetext={words}
      className={styles.scrubber}
      data-held={held || keyed ? '' : undefined}
      style={{ height: track }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
        goTo(event);
      }}
      onPointerMove={(event) => {
        if (held) goTo(event);
      }}
      onPointerUp={() => setHeld(false)}
      onPointerCancel={() => setHeld(false)}
      onKeyDown={keyDown}
      onBlur={() => setKeyed(false)}
    >
      {marks.map((mark) => (
        <i key={mark.day} style={{ top: mark.at }} data-year={mark.year ?? undefined} />
      ))}
      <b style={{ top: scrubAt(top, reach, track) }}>
        <span>{words}</span>
      </b>
    </div>
  );
});

function wordsOf(layout: GridLayout, group: number, today: number): string {
  const day = layout.groups[group]?.day ?? null;
  return day === null ? '' : dayName(day, today);
}
