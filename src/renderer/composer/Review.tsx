import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useMemo } from 'react';
import type { Review as ReviewState } from '../store/batch';
import { goneRows, sentRows } from '../store/batch';
import { isEditDraft } from '../store/draft';
import { totals } from '../store/draft-orders';
import { requestWords } from '../store/submit-commands';
import { commands, store, useStudio, useStudioFields } from '../store/studio';
import { Button } from '../ui/Button';
import { dollars, imageCount } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { isImeKey } from '../ui/ime';
import { actionKey } from '../ui/key-text';
import { Tip } from '../ui/Tip';
import styles from './Review.module.css';
import { ReviewRows } from './ReviewRows';

/** The table of what a batch would send, above the composer: rows can be left out, and one press sends the rest. */
export function Review({ review }: Readonly<{ review: ReviewState }>) {
  const { submitting, platform, prices, demo } = useStudioFields((state) => ({
    submitting: state.submitting,
    platform: state.platform,
    prices: state.settings.prices,
    demo: state.settings.gateway === 'demo',
  }));
  const { rows, left, draft, fault } = review;
  const columns = useStudio((state) => state.columns);
  const gone = useMemo(() => goneRows(review, columns), [review, columns]);
  const sent = useMemo(() => sentRows(review, gone).map(({ recipe }) => recipe), [review, gone]);
  const { requests, images, price } = useMemo(() => totals(draft, sent, prices), [draft, sent, prices]);
  const cost = demo ? 'free' : `about ${dollars(price)}`;
  const every = useMemo(() => rows.map((_, place) => place), [rows]);
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isImeKey(event.nativeEvent)) return;
    event.preventDefault();
    commands.closeReview();
  };
  return (
    <section className={styles.panel} aria-label="Review" onKeyDown={keyDown}>
      <header className={styles.head}>
        <h2>{requestWords(rows.length)}</h2>
        <label className={styles.all}>
          <input
            type="checkbox"
            checked={left.size === 0}
            ref={(box) => {
              if (box) box.indeterminate = left.size > 0 && left.size < rows.length;
            }}
            onChange={() => store.getState().chooseRows(every, left.size > 0)}
          />
          All
        </label>
        <IconButton label="Close" icon={X} keys="Esc" onClick={commands.closeReview} />
      </header>
      {gone.size > 0 && <p className={styles.gone}>{goneWords(gone.size)}</p>}
      <ReviewRows review={review} gone={gone} prices={demo ? null : prices} />
      <footer className={styles.foot}>
        {fault === null ? (
          <p>{`${requestWords(requests, rows.length)} · ${imageCount(images)} · ${cost}`}</p>
        ) : (
          <p className={styles.fault} role="alert">
            {fault}
          </p>
        )}
        <Button variant="quiet" onClick={commands.closeReview}>
          Back
        </Button>
        <Tip text="Send what is chosen" keys={actionKey('generate', platform)}>
          <Button
            variant="primary"
            aria-disabled={submitting || requests === 0}
            onClick={() => void commands.sendBatch()}
          >
            {requests === 0
              ? 'Nothing chosen'
              : `${isEditDraft(draft) ? 'Edit' : 'Generate'} ${requests.toLocaleString('en')} · ${cost}`}
          </Button>
        </Tip>
      </footer>
    </section>
  );
}

function goneWords(count: number): string {
  const are = count === 1 ? '1 request is' : `${count.toLocaleString('en')} requests are`;
  return `${are} left out: the source is no longer in the library.`;
}
