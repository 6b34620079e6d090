import type { RecipeField } from '../../shared/recipe-rules';
import type { DraftFault } from '../store/draft';
import { draftOf, modelOf } from '../store/draft';
import { commands, useStudio, useStudioFields } from '../store/studio';
import { classNames } from '../ui/class-names';
import { focusOn } from '../ui/focus';
import styles from './Composer.module.css';
import { Faults, faultId } from './Faults';
import { Parameters } from './Parameters';
import { PromptField } from './PromptField';
import { SourceSlots } from './SourceSlots';
import { useSourceThumbs } from './use-source-thumbs';

/** Fields whose faults are said under the prompt; those of the others under the parameters. */
const ABOVE: readonly string[] = ['prompt', 'sources', 'model'] satisfies readonly RecipeField[];

type ComposerProps = Readonly<{
  /** Called with the bar's element, which floats over the centre, so that what is below can keep clear of it. */
  measure: (element: HTMLElement | null) => (() => void) | undefined;
  /** True while a drag of pictures is over it. */
  dropping: boolean;
}>;

/** The bar at the foot of the centre in which every image begins. */
export function Composer({ measure, dropping }: ComposerProps) {
  const { draft, faults, changeDraft, setSources } = useStudioFields((state) => ({
    draft: draftOf(state).recipe,
    faults: state.faults,
    changeDraft: state.changeDraft,
    setSources: state.setSources,
  }));
  const opened = useStudio((state) => state.opened);
  const sources = useSourceThumbs(draft.sourceIds);
  const isEdit = draft.sourceIds.length > 0;
  const about = (field: DraftFault['field']): string | undefined =>
    faults.some((fault) => fault.field === field) ? faultId(field) : undefined;

  return (
    <section
      ref={measure}
      aria-label="Composer"
      data-drop="composer"
      className={classNames(styles.composer, dropping && styles.dropping)}
    >
      <div className={styles.bar}>
        <SourceSlots
          sources={sources}
          max={isEdit ? modelOf(draft).sources.max : 1}
          describedBy={about('sources')}
          onAdd={() => void commands.importDialog('add-sources')}
          onRemove={(id) => setSources(draft.sourceIds.filter((other) => other !== id))}
        />
        <PromptField
          value={draft.prompt}
          placeholder={isEdit ? 'Say what to change' : 'Describe an image'}
          invalid={about('prompt') !== undefined}
          describedBy={about('prompt')}
          onChange={(prompt) => changeDraft({ prompt })}
          onLeave={() => focusOn(opened === null ? 'grid' : 'viewer')}
        />
        <Faults faults={faults.filter((fault) => ABOVE.includes(fault.field))} />
        <Parameters about={about} />
        <Faults faults={faults.filter((fault) => !ABOVE.includes(fault.field))} />
      </div>
    </section>
  );
}
