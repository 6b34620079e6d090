import type { Draft } from '../../shared/draft';
import type { RecipeField } from '../../shared/recipe-rules';
import { reviewOf } from '../store/batch';
import type { DraftFault } from '../store/draft';
import { draftOf, isEditDraft, modelOf } from '../store/draft';
import { danglingMentions, sourcesBefore } from '../store/source-mentions';
import { commands, useStudio, useStudioFields } from '../store/studio';
import { classNames } from '../ui/class-names';
import { focusOn } from '../ui/focus';
import { actionKey } from '../ui/key-text';
import styles from './Composer.module.css';
import { draftNotes, lengthWords, shownProblems } from './draft-notes';
import { DraftTabs, NewDraft } from './DraftTabs';
import { EachOf } from './EachOf';
import { Faults, faultId } from './Faults';
import { Parameters } from './Parameters';
import { PromptField } from './PromptField';
import { Review } from './Review';
import { LinkOffer } from './LinkOffer';
import { sourceNotes, withSourceNotes } from './source-notes';
import { SourcePanels } from './SourcePanels';
import { SourceSlots } from './SourceSlots';
import { useOrders } from './use-orders';
import { useSourceThumbs } from './use-source-thumbs';
import { Variables } from './Variables';

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
  const drafts = useStudio((state) => state.drafts);
  const draft = useStudio(draftOf);
  const review = useStudio(reviewOf);
  const platform = useStudio((state) => state.platform);
  const several = drafts.length > 1;
  const keys = actionKey('new-draft', platform);
  return (
    <section aria-label="Composer" data-drop="composer" className={styles.composer}>
      {review && <Review key={review.batchId} review={review} />}
      <SourcePanels draft={draft} />
      <div ref={measure} className={classNames(styles.bar, dropping && styles.dropping)}>
        {several && <DraftTabs drafts={drafts} active={draft.id} keys={keys} />}
        <DraftForm draft={draft} reviewing={review !== null}>
          {!several && <NewDraft keys={keys} />}
        </DraftForm>
      </div>
    </section>
  );
}

type DraftFormProps = Readonly<{
  draft: Draft;
  /** The table of a batch is open. */
  reviewing: boolean;
  /** What stands beside the prompt. */
  children: React.ReactNode;
}>;

function DraftForm({ draft, reviewing, children }: DraftFormProps) {
  const { told, opened, offered } = useStudioFields((state) => ({
    ...{ told: state.faults, opened: state.opened, offered: state.offered },
  }));
  const { recipe } = draft;
  const model = modelOf(recipe);
  const orders = useOrders(draft);
  const before = sourcesBefore(draft);
  const sources = useSourceThumbs(recipe.sourceIds, recipe.sourceChoices);
  const ofSources = sourceNotes(sources, danglingMentions(draft));
  const notes = withSourceNotes(draftNotes(draft, orders, told), ofSources);
  const isEdit = isEditDraft(draft);
  const length = lengthWords(orders, model.promptLimit);
  const faulty = notes.map(({ field }) => field).join(' ');
  const about = (field: DraftFault['field']): string | undefined =>
    notes.some((note) => note.field === field) ? faultId(field) : undefined;
  return (
    <>
      {draft.eachOf.length > 0 && <EachOf ids={draft.eachOf} />}
      {offered && <LinkOffer offered={offered} />}
      <div className={styles.words}>
        <SourceSlots
          sources={sources}
          model={model}
          max={isEdit ? model.sources.max - before : 1}
          offset={before}
          describedBy={about('sources')}
        />
        <PromptField
          draft={draft}
          sources={sources}
          placeholder={isEdit ? 'Say what to change' : draft.perLine ? 'One prompt per line' : 'Describe an image'}
          limit={model.promptLimit}
          problems={shownProblems(recipe.prompt, orders?.problems ?? [])}
          invalid={notes.some((note) => note.field === 'prompt' && note.blocks)}
          describedBy={about('prompt')}
          onLeave={() => (reviewing ? commands.closeReview() : focusOn(opened === null ? 'grid' : 'viewer'))}
        />
        {length !== null && <span className={styles.length}>{length}</span>}
        {children}
      </div>
      <Variables draft={draft} names={orders?.variables ?? []} />
      <Faults notes={notes.filter((note) => ABOVE.includes(note.field))} />
      <Parameters draft={draft} orders={orders} reviewing={reviewing} faulty={faulty} />
      <Faults notes={notes.filter((note) => !ABOVE.includes(note.field))} />
    </>
  );
}
