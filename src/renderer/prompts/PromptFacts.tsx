import { Copy, Heart } from 'lucide-react';
import { findModel, MODELS } from '../../shared/models';
import type { PromptStory, PromptSummary } from '../../shared/prompts';
import { promptCommands, templateCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { Fact } from '../ui/Fact';
import { FOCUS_ID, focusOn } from '../ui/focus';
import { dateAndTime, dollars, imageCount } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { asked } from '../ui/recipe-words';
import { Tags } from '../ui/Tags';
import { PromptImages } from './PromptImages';
import { keptShare, keptWords } from './prompt-words';
import styles from './PromptPanel.module.css';
import { PromptUses } from './PromptUses';
import { PromptVersions } from './PromptVersions';
import { copyPrompts, toggleFavourite } from './row-keys';

type PromptFactsProps = Readonly<{
  summary: PromptSummary;
  /** Null until it is here. */
  story: PromptStory | null;
}>;

/** One prompt: its text, what came of it, its versions and every use. */
export function PromptFacts({ summary, story }: PromptFactsProps) {
  const { id, text, favourite, tags } = summary;
  const known = useStudio((state) => state.promptTags);
  return (
    <>
      <section aria-label="Prompt">
        <div className={styles.heading}>
          <h2>Prompt</h2>
          <span>
            <IconButton
              label="Favourite"
              keys="F"
              icon={Heart}
              className={styles.favourite}
              aria-pressed={favourite}
              onClick={() => toggleFavourite([id])}
            />
            <IconButton label="Copy prompt" icon={Copy} onClick={() => void copyPrompts([id])} />
          </span>
        </div>
        <p className={styles.prompt} dir="auto" tabIndex={text.length > 600 ? 0 : undefined}>
          {text}
        </p>
      </section>
      <div className={styles.actions}>
        <Button onClick={() => void promptCommands.restore(id)}>Restore</Button>
        <Button onClick={() => void templateCommands.create(text)}>Save as template</Button>
      </div>
      <PromptImages summary={summary} story={story} />
      <Outcome summary={summary} story={story} />
      <Tags
        key={id}
        id={FOCUS_ID.promptTags}
        tags={tags.map((tag) => ({ tag, onAll: true }))}
        known={known}
        listName="Tags of prompts"
        locked={null}
        onAdd={(added) => void promptCommands.mark([id], { kind: 'tag', tags: [...added] })}
        onRemove={(tag) => void promptCommands.mark([id], { kind: 'untag', tags: [tag] })}
        onLeave={() => focusOn('prompts')}
      />
      {story && story.versions.length > 1 && <PromptVersions id={id} versions={story.versions} />}
      {story && story.uses.length > 0 && <PromptUses id={id} uses={story.uses} />}
    </>
  );
}

function Outcome({ summary, story }: PromptFactsProps) {
  const { imageCount: images, keptCount, models, uses, firstUsedAt, lastUsedAt } = summary;
  const share = keptShare(summary);
  const parameters = [...new Set((story?.uses ?? []).flatMap(({ recipe }) => (recipe ? [asked(recipe)] : [])))];
  return (
    <section>
      <h2>What came of it</h2>
      <dl>
        <Fact name="Images">
          {images === 0 ? 'none in the library' : imageCount(images)}
          {share !== null && ` · ${keptWords(keptCount)}`}
          {keptCount > 0 && share !== null && ` (${String(share)} %)`}
        </Fact>
        <Fact name="Cost">{costWords(summary)}</Fact>
        {models.length > 0 && (
          <Fact name={models.length === 1 ? 'Model' : 'Models'}>
            {models.map((model) => findModel(MODELS, model)?.name ?? model).join(', ')}
          </Fact>
        )}
        {parameters.length > 0 && (
          <Fact name="Asked">
            {parameters.slice(0, MOST_PARAMETERS).map((one) => (
              <span key={one} className={styles.line}>
                {one}
              </span>
            ))}
            {parameters.length > MOST_PARAMETERS && `and ${String(parameters.length - MOST_PARAMETERS)} more`}
          </Fact>
        )}
        {firstUsedAt > 0 && <Fact name={uses > 1 ? 'First use' : 'Used'}>{dateAndTime(firstUsedAt)}</Fact>}
        {uses > 1 && <Fact name="Last use">{dateAndTime(lastUsedAt)}</Fact>}
      </dl>
    </section>
  );
}

/** Parameters that are listed; the uses below have all of them. */
const MOST_PARAMETERS = 5;

function costWords({ cost, unknownCost, uses }: PromptSummary): string {
  const parts = [
    cost > 0 ? `about ${dollars(cost)}` : '',
    unknownCost > 0 ? `${dollars(unknownCost)} perhaps charged` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' · ') : uses === 0 ? 'not used yet' : 'nothing charged';
}
