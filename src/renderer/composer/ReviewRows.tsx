import type { KeyboardEvent } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PriceTable } from '../../shared/recipe-rules';
import { estimatePrice } from '../../shared/recipe-rules';
import type { Review } from '../store/batch';
import { modelOf } from '../store/draft';
import { store } from '../store/studio';
import { dollars, firstLine } from '../ui/format';
import { thumbnailUrl } from '../ui/image-url';
import styles from './Review.module.css';
import type { Thumb } from './use-thumbs';
import { useThumbs } from './use-thumbs';
import type { Stretch } from './varying';
import { varyingTexts } from './varying';

/** Pixels of a row, as in the style sheet. */
const ROW = 32;
/** Rows that are in the page above and below those in sight. */
const BEYOND = 6;
/** Rows in sight at most, as in the style sheet. */
const IN_SIGHT = 12;
/** The page keys move by so many. */
const PAGE = 8;

type ReviewRowsProps = Pick<RowProps, 'review' | 'prices'> &
  Readonly<{
    /** Places of rows that can't be sent. */
    gone: ReadonlySet<number>;
  }>;

/** The rows of the table; only those in sight and a few more are in the page. Arrows move, Space chooses. */
export function ReviewRows({ review, gone, prices }: ReviewRowsProps) {
  const { rows, left } = review;
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [active, setActive] = useState(0);
  const texts = useMemo(() => varyingTexts(rows.map(({ recipe }) => recipe.prompt)), [rows]);
  const first = Math.max(0, Math.floor(top / ROW) - BEYOND);
  const last = Math.min(rows.length, Math.ceil(top / ROW) + IN_SIGHT + BEYOND);
  const shown = rows.slice(first, last).map((_, place) => first + place);
  // The keys must not fall out of the page with the row that has them.
  const places = shown.includes(active) ? shown : [active, ...shown];
  const isEach = review.draft.eachOf.length > 0;
  const edited = useThumbs(places.flatMap((place) => (isEach ? (rows[place]?.recipe.sourceIds[0] ?? []) : [])));

  useEffect(() => {
    focusRow(scroller.current, 0);
  }, []);
  const go = (to: number): void => {
    const place = Math.min(Math.max(to, 0), rows.length - 1);
    // At once: a Space right behind the arrow must not mean the row before.
    flushSync(() => setActive(place));
    const element = scroller.current;
    if (element) {
      const [from, until] = [place * ROW, (place + 1) * ROW - element.clientHeight];
      element.scrollTop = Math.min(from, Math.max(until, element.scrollTop));
    }
    focusRow(element, place);
  };
  const keyDown = (event: KeyboardEvent): void => {
    const to = target(event, active, rows.length);
    if (to === null) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div
      ref={scroller}
      className={styles.rows}
      role="grid"
      aria-label="Requests"
      aria-rowcount={rows.length}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={keyDown}
    >
      <div style={{ height: rows.length * ROW }} role="rowgroup">
        {places.map((place, at) => (
          <Row
            key={place}
            place={place}
            review={review}
            text={texts[place]}
            prices={prices}
            edited={edited[at]}
            gone={gone.has(place)}
            chosen={!left.has(place) && !gone.has(place)}
            reached={place === active}
            onReach={setActive}
          />
        ))}
      </div>
    </div>
  );
}

type RowProps = Readonly<{
  place: number;
  review: Review;
  text: readonly Stretch[] | undefined;
  /** Null where nothing is paid. */
  prices: PriceTable | null;
  /** The image that this request edits, where each edits another one. */
  edited: Thumb | undefined;
  /** It can't be sent. */
  gone: boolean;
  chosen: boolean;
  /** Tab reaches this row. */
  reached: boolean;
  onReach: (place: number) => void;
}>;

function Row({ place, review, text, prices, edited, gone, chosen, reached, onReach }: RowProps) {
  const recipe = review.rows[place]?.recipe;
  if (!recipe || !text) return null;
  const number = (place + 1).toLocaleString('en');
  const of = edited ? `, of ${edited.title}${gone ? ', no longer in the library' : ''}` : '';
  return (
    <label
      className={styles.row}
      role="row"
      aria-rowindex={place + 1}
      data-row={place}
      data-chosen={chosen ? '' : undefined}
      data-each={edited ? '' : undefined}
      style={{ top: place * ROW }}
      title={recipe.prompt.length > 80 ? recipe.prompt.slice(0, 1000) : undefined}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          aria-label={`Request ${number}: ${firstLine(recipe.prompt)}${of}, ${recipe.aspectRatio}, ${recipe.resolution}`}
          aria-disabled={gone}
          tabIndex={reached ? 0 : -1}
          checked={chosen}
          onFocus={() => onReach(place)}
          onChange={(event) => !gone && store.getState().chooseRows([place], event.target.checked)}
        />
      </span>
      <span role="gridcell" className={styles.number}>
        {number}
      </span>
      {edited && (
        <span role="gridcell">
          <img className={styles.thumb} src={thumbnailUrl(edited.id, edited.version)} alt={edited.title} />
        </span>
      )}
      <span role="gridcell" className={styles.text}>
        {text.map(({ text: words, own }, at) => (own ? <b key={at}>{words}</b> : words))}
      </span>
      <span role="gridcell">{recipe.aspectRatio}</span>
      <span role="gridcell">{recipe.resolution}</span>
      <span role="gridcell">{recipe.count === 1 ? '1 image' : `${String(recipe.count)} images`}</span>
      <span role="gridcell">{prices ? dollars(estimatePrice(modelOf(recipe), recipe, prices)) : 'free'}</span>
    </label>
  );
}

function focusRow(scroller: HTMLElement | null, place: number): void {
  scroller?.querySelector<HTMLElement>(`[data-row="${String(place)}"] input`)?.focus({ preventScroll: true });
}

/** The row that the key moves to, or null for another key. */
function target({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, from: number, count: number): number | null {
  if (ctrlKey || metaKey || altKey) return null;
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowUp: from - 1, ArrowDown: from + 1, PageUp: from - PAGE, PageDown: from + PAGE },
    ...{ Home: 0, End: count - 1 },
  };
  return steps[key] ?? null;
}
