import { useEffect, useMemo } from 'react';
import type { PromptId } from '../../shared/ids';
import type { PromptSummary } from '../../shared/prompts';
import { promptSync, store, useStudio } from '../store/studio';
import { classNames } from '../ui/class-names';
import { ManyPrompts } from './ManyPrompts';
import { PromptFacts } from './PromptFacts';
import styles from './PromptPanel.module.css';

/** What is known of the selected prompts. `over` lays it over the centre below its header, whose button closes it, in windows too narrow for it to be beside. */
export function PromptPanel({ over }: Readonly<{ over: boolean }>) {
  const selected = useStudio((state) => state.promptSelected);
  const ids = useMemo(() => [...selected], [selected]);
  const [only] = ids;
  return (
    <aside className={classNames(styles.panel, over && styles.over)} aria-label="Inspector">
      {only === undefined ? (
        <p className={styles.nothing}>Select a prompt to see what came of it. Select two to see where they differ.</p>
      ) : ids.length > 1 ? (
        <ManyPrompts ids={ids} />
      ) : (
        <OnePrompt key={only} id={only} />
      )}
    </aside>
  );
}

function OnePrompt({ id }: Readonly<{ id: PromptId }>) {
  const known = useStudio((state) => state.promptDetails.get(id));
  const story = useStudio((state) => (state.promptStory?.summary.id === id ? state.promptStory : null));
  // The row may have left the list, and with it the page of details.
  const summary: PromptSummary | undefined = known ?? story?.summary;
  useEffect(() => {
    if (!store.getState().promptDetails.has(id)) promptSync.tell(id);
  }, [id]);
  return summary ? <PromptFacts summary={summary} story={story} /> : null;
}
