import { useEffect, useMemo } from 'react';
import type { PromptId } from '../../shared/ids';
import type { PromptSummary } from '../../shared/prompts';
import { promptCommands, promptSync, useStudio } from '../store/studio';
import { Diff } from '../ui/Diff';
import { Button } from '../ui/Button';
import { Fact } from '../ui/Fact';
import { FOCUS_ID, focusOn } from '../ui/focus';
import { dollars, imageCount } from '../ui/format';
import { sharedTags } from '../ui/tag-words';
import { Tags } from '../ui/Tags';
import { useNow } from '../ui/use-now';
import { keptWords, outcomeWords } from './prompt-words';
import styles from './PromptPanel.module.css';
import { copyPrompts, toggleFavourite } from './row-keys';

/** Prompts whose tags and figures are looked at; what is set goes to all of them. */
const LOOKED_AT = 500;

/** Several prompts at once: two of them compared, all of them with what they have in common. */
export function ManyPrompts({ ids }: Readonly<{ ids: readonly PromptId[] }>) {
  const details = useStudio((state) => state.promptDetails);
  const tags = useStudio((state) => state.promptTags);
  useEffect(() => {
    promptSync.know(ids.slice(0, LOOKED_AT));
  }, [ids]);
  const known = useMemo(() => ids.flatMap((id) => details.get(id) ?? []), [ids, details]);
  const [older, newer] = [...known].sort((a, b) => a.firstUsedAt - b.firstUsedAt);
  const all = known.every(({ favourite }) => favourite);
  return (
    <>
      {ids.length === 2 && older && newer ? (
        <Two older={older} newer={newer} />
      ) : (
        <p className={styles.count}>{ids.length.toLocaleString('en')} prompts</p>
      )}
      <div className={styles.actions}>
        <Button onClick={() => toggleFavourite(ids)}>{all ? 'No favourites' : 'Favourites'}</Button>
        <Button onClick={() => void copyPrompts(ids)}>Copy texts</Button>
      </div>
      {/* Of thousands only some are known: half a sum would be a wrong one. */}
      {known.length === ids.length && <Sums known={known} />}
      <Tags
        key={ids.join()}
        id={FOCUS_ID.promptTags}
        tags={sharedTags(known)}
        known={tags}
        listName="Tags of prompts"
        locked={null}
        onAdd={(added) => void promptCommands.mark(ids, { kind: 'tag', tags: [...added] })}
        onRemove={(tag) => void promptCommands.mark(ids, { kind: 'untag', tags: [tag] })}
        onLeave={() => focusOn('prompts')}
      />
    </>
  );
}

function Two({ older, newer }: Readonly<{ older: PromptSummary; newer: PromptSummary }>) {
  return (
    <section aria-label="Differences">
      <h2>From the older to the newer</h2>
      <Diff before={older.text} after={newer.text} whole />
      <dl>
        <OneSide name="Older" summary={older} />
        <OneSide name="Newer" summary={newer} />
      </dl>
    </section>
  );
}

function OneSide({ name, summary }: Readonly<{ name: string; summary: PromptSummary }>) {
  const now = useNow(false);
  return (
    <Fact name={name}>
      <span className={styles.line}>{outcomeWords(summary, now).join(' · ')}</span>
      <Button
        size="small"
        variant="quiet"
        className={styles.inline}
        onClick={() => void promptCommands.restore(summary.id)}
      >
        Restore
      </Button>
    </Fact>
  );
}

function Sums({ known }: Readonly<{ known: readonly PromptSummary[] }>) {
  const sum = (of: (summary: PromptSummary) => number): number => known.reduce((total, one) => total + of(one), 0);
  const [images, cost, unknown] = [sum((one) => one.imageCount), sum((one) => one.cost), sum((one) => one.unknownCost)];
  return (
    <section>
      <h2>Together</h2>
      <dl>
        <Fact name="Images">
          {imageCount(images)} · {keptWords(sum((one) => one.keptCount))}
        </Fact>
        {(cost > 0 || unknown > 0) && (
          <Fact name="Cost">
            about {dollars(cost)}
            {unknown > 0 && ` · ${dollars(unknown)} perhaps charged`}
          </Fact>
        )}
      </dl>
    </section>
  );
}
