import type { KeyboardEvent, MouseEvent } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { PromptId } from '../../shared/ids';
import type { PromptAnswer } from '../store/prompt-history';
import { idsOf, promptId } from '../store/prompt-history';
import { promptCommands, promptSync, store, useStudio } from '../store/studio';
import { FOCUS_ID } from '../ui/focus';
import { startOfDay } from '../ui/format';
import { isImeKey } from '../ui/ime';
import { useNow } from '../ui/use-now';
import { useSize } from '../ui/use-size';
import { PromptRow } from './PromptRow';
import styles from './Prompts.module.css';
import { RowMenu } from './RowMenu';
import { actOnKey, rowOfKey, toggleFavourite } from './row-keys';
import { timeGroups } from './row-groups';
import { ROW_HEIGHT, rowPlaces } from './row-places';
import { markable } from './search-hits';
import { useRowWindow } from './use-row-window';

type PromptListProps = Readonly<{
  answer: PromptAnswer;
  /** Height in pixels that the composer covers at the foot. */
  covered: number;
}>;

/** Every prompt that was found, with what came of it. */
export function PromptList({ answer, covered }: PromptListProps) {
  const { ids, times, query } = answer;
  const active = useStudio((state) => state.promptActive);
  const sought = useStudio((state) => state.promptSought);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const [measure, { height }] = useSize();
  // Words and headings change with the day, not with the second.
  const today = startOfDay(useNow(false));
  const places = useMemo(() => rowPlaces(ids.length, timeGroups(times, today)), [ids, times, today]);
  const terms = useMemo(() => markable(query.search), [query.search]);
  const rows = useRowWindow(scroller, answer, places, height, covered);
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      setScroller(element);
      return measure(element);
    },
    [measure],
  );
  const [first, last] = rows.range;
  const shown = useMemo(() => idsOf(ids.subarray(first, last)), [ids, first, last]);
  useEffect(() => {
    promptSync.want(shown);
  }, [shown]);

  const at = active === null ? -1 : ids.indexOf(active);
  // Tab reaches one row: the active one, which stays in the page wherever the list is scrolled to, else the first in it.
  const reached = at >= 0 ? active : shown[0];
  const drawn = at >= 0 && active !== null && (at < first || at >= last) ? [...shown, active] : shown;
  const { reveal } = rows;
  useKeysBack(scroller);
  useEffect(() => {
    const row = sought === null ? -1 : ids.indexOf(sought);
    if (sought === null || row < 0 || !scroller) return;
    store.setState({ promptSought: null });
    // Outside of this drawing: the row is to be in the page before it gets the focus.
    queueMicrotask(() => {
      reveal(row);
      focusRow(scroller, sought);
    });
  }, [sought, ids, scroller, reveal]);

  const keyDown = (event: KeyboardEvent): void => {
    if (isImeKey(event.nativeEvent) || event.target instanceof HTMLInputElement) return;
    const id = promptOf(event.target);
    // From where the focus is: the active one may have left the list.
    const from = id === null ? at : ids.indexOf(id);
    const page = Math.max(1, Math.floor((height - covered - places.topOf(0)) / ROW_HEIGHT) - 1);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const next = plain ? rowOfKey(event.key, from, ids.length, page) : null;
    if (next !== null) {
      const to = promptId(ids[next] ?? 0);
      reveal(next);
      store.getState().selectPrompt(to, event.shiftKey ? 'extend' : 'replace');
      focusRow(scroller, to);
    } else if (id === null || !actOnKey(event, id)) return;
    event.preventDefault();
  };
  return (
    <RowMenu>
      <div ref={attach} className={styles.scroller} onScroll={rows.onScroll} data-prompts="">
        <ul
          id={FOCUS_ID.prompts}
          className={styles.list}
          aria-label="Prompt history"
          tabIndex={-1}
          style={{ height: places.height + covered }}
          onClick={click}
          onDoubleClick={doubleClick}
          onKeyDown={keyDown}
          onContextMenu={chooseForMenu}
        >
          {places.groups.map((group, index) => {
            const [top, end] = [places.topOfGroup(index), places.topOfGroup(index + 1)];
            return group.first < last && end > places.topOf(first) ? (
              <li key={group.label} className={styles.group} style={{ top, height: end - top }} aria-hidden>
                <span className={styles.heading}>{group.label}</span>
              </li>
            ) : null;
          })}
          {drawn.map((id, index) => (
            <PromptRow
              key={id}
              id={id}
              row={index < shown.length ? first + index : at}
              of={ids.length}
              top={places.topOf(index < shown.length ? first + index : at)}
              reachable={id === reached}
              terms={terms}
              now={today}
            />
          ))}
        </ul>
      </div>
    </RowMenu>
  );
}

function click(event: MouseEvent): void {
  const { target } = event;
  const id = promptOf(target);
  if (id === null || !(target instanceof Element)) return;
  const image = target.closest('[data-image]')?.getAttribute('data-image');
  const { open, promptDetails, selectPrompt } = store.getState();
  const opened = promptDetails.get(id)?.images.find((one) => one === image);
  if (opened) open(opened);
  else if (target.closest('[data-act]')) toggleFavourite([id]);
  else selectPrompt(id, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'replace');
  // A button of a row is none that Tab reaches: the keys stay with the row.
  target.closest<HTMLElement>('[data-prompt]')?.focus({ preventScroll: true });
}

/** The menu acts on the selection; a row outside of it becomes the selection first. */
function chooseForMenu({ target }: MouseEvent): void {
  const id = promptOf(target);
  const { promptSelected, selectPrompt } = store.getState();
  if (id !== null && !promptSelected.has(id)) selectPrompt(id, 'replace');
}

function doubleClick({ target }: MouseEvent): void {
  const id = promptOf(target);
  if (id !== null && target instanceof Element && target.closest('button') === null) void promptCommands.restore(id);
}

/** A list that comes has the keys when nothing else has them, as after an image that was opened from it. */
function useKeysBack(scroller: HTMLElement | null): void {
  useEffect(() => {
    if (!scroller || document.activeElement !== document.body) return;
    const row = scroller.querySelector<HTMLElement>('[data-prompt][tabindex="0"]');
    row?.focus({ preventScroll: true });
  }, [scroller]);
}

function focusRow(scroller: HTMLElement | null, id: PromptId): void {
  scroller?.querySelector<HTMLElement>(`[data-prompt="${String(id)}"]`)?.focus({ preventScroll: true });
}

/** The prompt in whose row something happened. */
function promptOf(target: EventTarget | null): PromptId | null {
  const number = target instanceof Element ? target.closest('[data-prompt]')?.getAttribute('data-prompt') : null;
  return number === null || number === undefined ? null : promptId(Number(number));
}
