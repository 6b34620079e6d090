import type { Draft } from '../../shared/draft';
import type { Orders } from '../../shared/orders';
import { MOST_ORDERS } from '../../shared/orders';
import { isEditDraft } from '../store/draft';
import { Choices } from './Choices';
import { useDraftShape } from './draft-shape';
import { Price } from './Estimate';
import { GoButton } from './GoButton';
import styles from './Parameters.module.css';

type ParametersProps = Readonly<{
  draft: Draft;
  /** Null while what it stands for is worked out. */
  orders: Orders | null;
  /** The table of a batch is open. */
  reviewing: boolean;
  /** See `Choices`. */
  faulty: string;
}>;

/** Everything about a draft but its words and sources, and the button: one line where there is room, else two. */
export function Parameters({ draft, orders, reviewing, faulty }: ParametersProps) {
  const shape = useDraftShape();
  const total = orders?.total ?? 1;
  return (
    <div className={styles.parameters}>
      <Choices shape={shape} faulty={faulty} />
      <div className={styles.go}>
        <Price draft={draft} orders={orders} />
        <GoButton isEdit={isEditDraft(draft)} total={total} tooMany={total > MOST_ORDERS} reviewing={reviewing} />
      </div>
    </div>
  );
}
