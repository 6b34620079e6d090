import type { Draft } from '../../shared/draft';
import type { Orders } from '../../shared/orders';
import { MOST_ORDERS } from '../../shared/orders';
import type { DraftFault } from '../store/draft';
import { modelOf } from '../store/draft';
import { useStudio } from '../store/studio';
import { formatName } from '../ui/format';
import { Segmented } from '../ui/Segmented';
import { Stepper } from '../ui/Stepper';
import { BatchMenu } from './BatchMenu';
import { Delivery } from './Delivery';
import { ExpectedPixels, Price } from './Estimate';
import { GoButton } from './GoButton';
import styles from './Parameters.module.css';
import { RatioPicker } from './RatioPicker';

type ParametersProps = Readonly<{
  draft: Draft;
  /** Null while what it stands for is worked out. */
  orders: Orders | null;
  /** The table of a batch is open. */
  reviewing: boolean;
  /** The id of what is said about a field, where something is wrong with it. */
  about: (field: DraftFault['field']) => string | undefined;
}>;

/** Everything about a draft but its words and sources, and the button: one line where there is room, else two. */
export function Parameters({ draft, orders, reviewing, about }: ParametersProps) {
  const { recipe } = draft;
  const changeDraft = useStudio((state) => state.changeDraft);
  const model = modelOf(recipe);
  const total = orders?.total ?? 1;
  return (
    <div className={styles.parameters}>
      <div className={styles.shape}>
        <RatioPicker
          model={model}
          resolution={recipe.resolution}
          value={recipe.aspectRatio}
          describedBy={about('aspectRatio')}
          onChange={(aspectRatio) => changeDraft({ aspectRatio })}
        />
        <BatchMenu draft={draft} model={model} />
        <ExpectedPixels recipe={recipe} />
      </div>
      <div className={styles.choices}>
        <Segmented
          label="Resolution"
          values={model.resolution.values}
          value={recipe.resolution}
          describedBy={about('resolution')}
          onChange={(resolution) => changeDraft({ resolution })}
        />
        <Stepper
          label="Images"
          value={recipe.count}
          min={model.count.min}
          max={model.count.max}
          describedBy={about('count')}
          invalid={about('count') !== undefined}
          onChange={(count) => changeDraft({ count })}
        />
        <Segmented
          label="Format"
          values={model.format.values}
          value={recipe.format}
          text={formatName}
          describedBy={about('format')}
          onChange={(format) => changeDraft({ format })}
        />
        {model.options.map((option) => (
          <Segmented
            key={option.name}
            label={option.label}
            values={option.values}
            value={recipe.options[option.name] ?? option.default}
            onChange={(value) => changeDraft({ options: { ...recipe.options, [option.name]: value } })}
          />
        ))}
        <Delivery describedBy={about('webhook')} />
      </div>
      <div className={styles.go}>
        <Price draft={draft} orders={orders} />
        <GoButton
          isEdit={recipe.sourceIds.length > 0}
          total={total}
          tooMany={total > MOST_ORDERS}
          reviewing={reviewing}
        />
      </div>
    </div>
  );
}
