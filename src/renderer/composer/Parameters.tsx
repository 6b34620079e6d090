import type { DraftFault } from '../store/draft';
import { draftOf, modelOf } from '../store/draft';
import { useStudio } from '../store/studio';
import { formatName } from '../ui/format';
import { Segmented } from '../ui/Segmented';
import { Stepper } from '../ui/Stepper';
import { Delivery } from './Delivery';
import { ExpectedPixels, Price } from './Estimate';
import { GoButton } from './GoButton';
import styles from './Parameters.module.css';
import { RatioPicker } from './RatioPicker';

type ParametersProps = Readonly<{
  /** The id of what is said about a field, where something is wrong with it. */
  about: (field: DraftFault['field']) => string | undefined;
}>;

/** Everything about a draft but its words and sources, and the button: one line where there is room, else two. */
export function Parameters({ about }: ParametersProps) {
  const draft = useStudio((state) => draftOf(state).recipe);
  const changeDraft = useStudio((state) => state.changeDraft);
  const model = modelOf(draft);
  return (
    <div className={styles.parameters}>
      <div className={styles.shape}>
        <RatioPicker
          model={model}
          resolution={draft.resolution}
          value={draft.aspectRatio}
          describedBy={about('aspectRatio')}
          onChange={(aspectRatio) => changeDraft({ aspectRatio })}
        />
        <ExpectedPixels />
      </div>
      <div className={styles.choices}>
        <Segmented
          label="Resolution"
          values={model.resolution.values}
          value={draft.resolution}
          describedBy={about('resolution')}
          onChange={(resolution) => changeDraft({ resolution })}
        />
        <Stepper
          label="Images"
          value={draft.count}
          min={model.count.min}
          max={model.count.max}
          describedBy={about('count')}
          invalid={about('count') !== undefined}
          onChange={(count) => changeDraft({ count })}
        />
        <Segmented
          label="Format"
          values={model.format.values}
          value={draft.format}
          text={formatName}
          describedBy={about('format')}
          onChange={(format) => changeDraft({ format })}
        />
        {model.options.map((option) => (
          <Segmented
            key={option.name}
            label={option.label}
            values={option.values}
            value={draft.options[option.name] ?? option.default}
            onChange={(value) => changeDraft({ options: { ...draft.options, [option.name]: value } })}
          />
        ))}
        <Delivery describedBy={about('webhook')} />
      </div>
      <div className={styles.go}>
        <Price />
        <GoButton isEdit={draft.sourceIds.length > 0} />
      </div>
    </div>
  );
}
