import { memo } from 'react';
import type { DraftFault } from '../store/draft';
import { modelOf } from '../store/draft';
import { store } from '../store/studio';
import { formatName } from '../ui/format';
import { Segmented } from '../ui/Segmented';
import { Stepper } from '../ui/Stepper';
import { BatchMenu } from './BatchMenu';
import { Delivery } from './Delivery';
import type { DraftShape } from './draft-shape';
import { ExpectedPixels } from './Estimate';
import { faultId } from './Faults';
import styles from './Parameters.module.css';
import { RatioPicker } from './RatioPicker';

type ChoicesProps = Readonly<{
  shape: DraftShape;
  /** Names of the fields that something is said about, in words: the same ones are no reason to draw anew. */
  faulty: string;
}>;

/** Everything that is chosen for a draft. Drawn anew when something of it changes, not at each letter of the prompt. */
export const Choices = memo(function Choices({ shape, faulty }: ChoicesProps) {
  const { recipe } = shape;
  const { changeDraft } = store.getState();
  const model = modelOf(recipe);
  const about = (field: DraftFault['field']): string | undefined =>
    faulty.split(' ').includes(field) ? faultId(field) : undefined;
  return (
    <>
      <div className={styles.shape}>
        <RatioPicker
          model={model}
          resolution={recipe.resolution}
          value={recipe.aspectRatio}
          describedBy={about('aspectRatio')}
          onChange={(aspectRatio) => changeDraft({ aspectRatio })}
        />
        <BatchMenu shape={shape} model={model} />
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
    </>
  );
});
