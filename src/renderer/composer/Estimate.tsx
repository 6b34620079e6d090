import { expectedPixels } from '../../shared/model';
import { estimatePrice } from '../../shared/recipe-rules';
import { modelOf } from '../store/draft';
import { useStudio } from '../store/studio';
import { dollars, shortPixels } from '../ui/format';
import { Tip } from '../ui/Tip';
import styles from './Composer.module.css';

/** What the draft will likely give and cost. Never more than an estimate. */
export function Estimate() {
  const draft = useStudio((state) => state.draft);
  const prices = useStudio((state) => state.settings.prices);
  const demo = useStudio((state) => state.settings.gateway === 'demo');
  const model = modelOf(draft);
  const size = expectedPixels(model, draft.aspectRatio, draft.resolution);
  const price = `about ${dollars(estimatePrice(model, draft, prices))}`;
  return (
    <div className={styles.estimate}>
      <span>
        {draft.aspectRatio} · {size ? `≈ ${shortPixels(size)}` : draft.resolution}
      </span>
      <Tip
        text={
          demo
            ? 'The demo costs nothing; this is what a real gateway would likely take.'
            : 'An estimate, not an invoice. Prices are in the settings.'
        }
      >
        <span tabIndex={-1} className={styles.price}>
          {demo && <em>free · </em>}
          {price}
        </span>
      </Tip>
    </div>
  );
}
