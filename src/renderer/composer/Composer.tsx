import { Lock, LockOpen } from 'lucide-react';
import type { RecipeField } from '../../shared/recipe-rules';
import { modelOf } from '../store/draft';
import { commands, useStudio, useStudioFields } from '../store/studio';
import { classNames } from '../ui/class-names';
import { focusOn } from '../ui/focus';
import { formatName } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { Segmented } from '../ui/Segmented';
import { Stepper } from '../ui/Stepper';
import styles from './Composer.module.css';
import { Estimate } from './Estimate';
import { Faults, faultId } from './Faults';
import { GoButton } from './GoButton';
import { PromptField } from './PromptField';
import { RatioPicker } from './RatioPicker';
import { SourceSlots } from './SourceSlots';
import { useSourceThumbs } from './use-source-thumbs';

const ABOVE: readonly RecipeField[] = ['prompt', 'sources', 'model'];

type ComposerProps = Readonly<{
  /** Called with the bar's element, which floats over the centre, so that what is below can keep clear of it. */
  measure: (element: HTMLElement | null) => (() => void) | undefined;
  /** True while a drag of pictures is over it. */
  dropping: boolean;
}>;

/** The bar at the foot of the centre in which every image begins. */
export function Composer({ measure, dropping }: ComposerProps) {
  const { draft, faults, changeDraft, setSources } = useStudioFields((state) => ({
    draft: state.draft,
    faults: state.faults,
    changeDraft: state.changeDraft,
    setSources: state.setSources,
  }));
  const opened = useStudio((state) => state.opened);
  const sources = useSourceThumbs(draft.sourceIds);
  const model = modelOf(draft);
  const isEdit = draft.sourceIds.length > 0;
  const about = (field: RecipeField): string | undefined =>
    faults.some((fault) => fault.field === field) ? faultId(field) : undefined;

  return (
    <section
      ref={measure}
      aria-label="Composer"
      data-drop="composer"
      className={classNames(styles.composer, dropping && styles.dropping)}
    >
      <div className={styles.bar}>
        <div className={styles.slots}>
          <SourceSlots
            sources={sources}
            max={isEdit ? model.sources.max : 1}
            describedBy={about('sources')}
            onAdd={() => void commands.importDialog('add-sources')}
            onRemove={(id) => setSources(draft.sourceIds.filter((other) => other !== id))}
          />
        </div>
        <PromptField
          value={draft.prompt}
          placeholder={isEdit ? 'Say what to change' : 'Describe an image'}
          invalid={about('prompt') !== undefined}
          describedBy={about('prompt')}
          onChange={(prompt) => changeDraft({ prompt })}
          onLeave={() => focusOn(opened === null ? 'grid' : 'viewer')}
        />
        <Faults faults={faults.filter((fault) => ABOVE.some((field) => field === fault.field))} />
        <div className={styles.row}>
          <RatioPicker
            model={model}
            resolution={draft.resolution}
            value={draft.aspectRatio}
            describedBy={about('aspectRatio')}
            onChange={(aspectRatio) => changeDraft({ aspectRatio })}
          />
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
          {model.privateDelivery && (
            <IconButton
              label="Private delivery: images come inside the reply, without a public link"
              icon={draft.privateDelivery ? Lock : LockOpen}
              tipSide="top"
              aria-pressed={draft.privateDelivery}
              onClick={() => changeDraft({ privateDelivery: !draft.privateDelivery })}
            />
          )}
        </div>
        <Estimate />
        <GoButton isEdit={isEdit} />
        <Faults faults={faults.filter((fault) => !ABOVE.some((field) => field === fault.field))} />
      </div>
    </section>
  );
}
