import { expectedPixels } from '../../shared/model';
import { estimatePrice } from '../../shared/recipe-rules';
import { draftOf, modelOf } from '../store/draft';
import { useStudio } from '../store/studio';
import { dollars, shortPixels } from '../ui/format';
import { Tip } from '../ui/Tip';
import styles from './Parameters.module.css';

/** The chosen shape in words, with the pixels that it will likely have. */
export function ExpectedPixels() {
  const { aspectRatio, resolution } = useStudio((state) => draftOf(state).recipe);
  const model = useStudio((state) => modelOf(draftOf(state).recipe));
  const size = expectedPixels(model, aspectRatio, resolution);
  return (
    <span className={styles.note}>
      {aspectRatio} · {size ? `≈ ${shortPixels(size)}` : 'as the source'}
    </span>
  );
}

/** What the draft will likely cost. Never more than an estimate. */
export function Price() {
  const price = useStudio((state) =>
    estimatePrice(modelOf(draftOf(state).recipe), draftOf(state).recipe, state.settings.prices),
  );
  const demo = useStudio((state) => state.settings.gateway === 'demo');
  const tip = demo
    ? `The demo costs nothing. A real gateway would likely take about ${dollars(price)}.`
    : 'An estimate, not an invoice. Its prices are in the settings.';
  return (
    <Tip text={tip}>
      <span className={styles.note}>{demo ? <em>demo · free</em> : `about ${dollars(price)}`}</span>
    </Tip>
  );
}
