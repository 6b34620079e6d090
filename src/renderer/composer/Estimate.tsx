import type { Draft } from '../../shared/draft';
import { expectedPixels } from '../../shared/model';
import type { Orders } from '../../shared/orders';
import { MOST_ORDERS } from '../../shared/orders';
import { canBeSent } from '../store/batch';
import { modelOf } from '../store/draft';
import { totals } from '../store/draft-orders';
import { requestWords } from '../store/submit-commands';
import { useStudio } from '../store/studio';
import { dollars, imageCount, shortPixels } from '../ui/format';
import { Tip } from '../ui/Tip';
import styles from './Parameters.module.css';

/** The chosen shape in words, with the pixels that it will likely have. */
export function ExpectedPixels({ recipe }: Readonly<Pick<Draft, 'recipe'>>) {
  const { aspectRatio, resolution } = recipe;
  const size = expectedPixels(modelOf(recipe), aspectRatio, resolution);
  return (
    <span className={styles.note}>
      {aspectRatio} · {size ? `≈ ${shortPixels(size)}` : 'matches the source'}
    </span>
  );
}

/**
 * What exactly these orders will likely cost, never more than an estimate. Images to edit that are gone are left out, as
 * in the table. Nothing is said while they are worked out.
 */
export function Price({ draft, orders }: Readonly<{ draft: Draft; orders: Orders | null }>) {
  const prices = useStudio((state) => state.settings.prices);
  const columns = useStudio((state) => state.columns);
  const demo = useStudio((state) => state.settings.gateway === 'demo');
  if (!orders) return <span className={styles.note}>…</span>;
  if (orders.total > MOST_ORDERS) return null;
  const sent = draft.eachOf.length === 0 ? orders.orders : orders.orders.filter((order) => canBeSent(order, columns));
  if (sent.length === 0) return null;
  const { requests, images, price } = totals(draft, sent, prices);
  const tip = demo
    ? `The demo costs nothing. A real gateway would likely take about ${dollars(price)}.`
    : 'An estimate, not an invoice. Its prices are in the settings.';
  return (
    <Tip text={tip}>
      <span className={styles.note}>
        {orders.total > 1 && `${sumWords(requests, orders.total)} · ${imageCount(images)} · `}
        {demo ? <em>demo · free</em> : `about ${dollars(price)}`}
      </span>
    </Tip>
  );
}

/** The button beside it says what they are: "2 of 3", "3 requests". */
function sumWords(sent: number, all: number): string {
  return sent === all ? requestWords(all) : `${sent.toLocaleString('en')} of ${all.toLocaleString('en')}`;
}
