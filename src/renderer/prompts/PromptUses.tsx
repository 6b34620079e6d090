import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { PromptId } from '../../shared/ids';
import type { PromptUse } from '../../shared/prompts';
import { promptCommands } from '../store/studio';
import { Button } from '../ui/Button';
import { dateAndTime } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { asked } from '../ui/recipe-words';
import { wordsOfUse } from './prompt-words';
import styles from './PromptPanel.module.css';

/** Uses that are listed at first. */
const FEW = 6;
/** Uses that main tells; see `PromptStory`. */
const MOST = 200;

type PromptUsesProps = Readonly<{ id: PromptId; uses: readonly PromptUse[] }>;

/** Every use of a prompt, the newest first: what was asked, what came, and the way to ask for just that again. */
export function PromptUses({ id, uses }: PromptUsesProps) {
  const [all, setAll] = useState(false);
  return (
    <section aria-label="Uses">
      <h2>{uses.length === 1 ? 'Use' : 'Uses'}</h2>
      <ol className={styles.uses}>
        {(all ? uses : uses.slice(0, FEW)).map((use, at) => (
          <Use key={use.jobId ?? at} id={id} use={use} />
        ))}
      </ol>
      {uses.length >= MOST && all && <p className={styles.quiet}>Older uses are counted above and not listed.</p>}
      {uses.length > FEW && (
        <div className={styles.more}>
          <Button size="small" variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${String(uses.length)}`}
          </Button>
        </div>
      )}
    </section>
  );
}

function Use({ id, use }: Readonly<{ id: PromptId; use: PromptUse }>) {
  const { at, recipe } = use;
  return (
    <li className={styles.use}>
      <div>
        <p>{at > 0 ? dateAndTime(at) : 'Some time'}</p>
        <p className={styles.quiet}>
          {[recipe && recipe.sourceIds.length > 0 ? 'edit' : '', recipe ? asked(recipe) : '', wordsOfUse(use)]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      {recipe && (
        <IconButton
          label="Restore this recipe"
          icon={RotateCcw}
          tipSide="left"
          onClick={() => void promptCommands.restore(id, recipe)}
        />
      )}
    </li>
  );
}
