import type { PromptQuery } from '../../shared/prompts';
import { commands, promptCommands } from '../store/studio';
import { Button } from '../ui/Button';
import { FOCUS_ID } from '../ui/focus';
import styles from './Prompts.module.css';

type EmptyPromptsProps = Readonly<{
  /** Prompts in all. */
  total: number;
  query: PromptQuery;
  onEverything: () => void;
}>;

/** What to do where no prompt is to be shown. */
export function EmptyPrompts({ total, query, onEverything }: EmptyPromptsProps) {
  if (total === 0) {
    return (
      <div className={styles.empty} id={FOCUS_ID.prompts} tabIndex={-1}>
        <h2>Every prompt you send is kept here</h2>
        <p>With what came of it: images, what you kept of them, what it cost. It stays when its images are deleted.</p>
        <div className={styles.buttons}>
          <Button variant="primary" onClick={commands.focusPrompt}>
            Write a prompt
          </Button>
          <Button onClick={() => void promptCommands.importFiles()}>Import prompts…</Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.empty} id={FOCUS_ID.prompts} tabIndex={-1}>
      <h2>{query.search.trim() === '' ? 'No such prompts' : `No prompt has “${query.search.trim()}”`}</h2>
      <p>{conditions(query)}</p>
      <Button onClick={onEverything}>Show all {total.toLocaleString('en')}</Button>
    </div>
  );
}

function conditions({ search, favourites, tag }: PromptQuery): string {
  const parts = [favourites ? 'favourites' : 'prompts', tag === null ? '' : `tagged “${tag}”`].filter(
    (part) => part !== '',
  );
  if (search.trim() === '') return `There are no ${parts.join(' ')} yet.`;
  return `Looked for in ${parts.join(' ')}: words from their beginning, “phrases”, −not, #tags.`;
}
