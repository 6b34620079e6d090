import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { Variable } from '../../shared/prompts';
import { templateCommands } from '../store/studio';
import { listOf } from './template-parts';
import styles from './Templates.module.css';
import { useSavedSoon } from './use-saved-soon';

/** Values used before that are offered for the list. */
const OFFERED = 8;

/** The values to choose from for one variable, a line for each, and those that were used before. */
export function VariableList({ name, known }: Readonly<{ name: string; known: Variable | undefined }>) {
  const id = useId();
  const [text, setText] = useState(known?.list.join('\n') ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const { soon, now } = useSavedSoon<string>(
    (lines) => void templateCommands.keepList(name, listOf(lines)).then(setFault),
  );
  const list = listOf(text);
  const offered = (known?.recent ?? []).filter((value) => !list.includes(value)).slice(0, OFFERED);
  const change = (lines: string): void => {
    setText(lines);
    soon(lines);
  };
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        Values of <code>{`{{${name}}}`}</code>
      </label>
      <textarea
        id={id}
        className={styles.values}
        placeholder="One in each line, to choose from"
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        dir="auto"
        value={text}
        onChange={(event) => change(event.target.value)}
        onBlur={now}
      />
      {fault !== null && (
        <p id={`${id}-fault`} role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      {offered.length > 0 && (
        <p className={styles.recent}>
          Used before:
          {offered.map((value) => (
            <button
              key={value}
              type="button"
              title="Add to the list"
              onClick={() => change([...list, value].join('\n'))}
            >
              <Plus size={11} aria-hidden />
              <span>{value}</span>
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
