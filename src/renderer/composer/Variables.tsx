import type { Draft } from '../../shared/draft';
import type { Variable } from '../../shared/prompts';
import { store, useStudio } from '../store/studio';
import { FOCUS_ID } from '../ui/focus';
import { VariableField } from './VariableField';
import styles from './Variables.module.css';

const NONE: readonly Variable[] = [];
/** More fields than these make each letter of the prompt slow. */
const MOST = 60;

/** What stands for the variables of the prompt, each in a small field below it. */
export function Variables({ draft, names }: Readonly<{ draft: Draft; names: readonly string[] }>) {
  const known = useStudio((state) => state.templates?.variables ?? NONE);
  if (names.length === 0) return null;
  return (
    <div className={styles.variables} role="group" aria-label="Variables">
      {names.slice(0, MOST).map((name, at) => (
        <VariableField
          key={`${draft.id} ${name}`}
          id={at === 0 ? FOCUS_ID.variable : undefined}
          name={name}
          value={Object.hasOwn(draft.values, name) ? (draft.values[name] ?? '') : ''}
          known={known.find((variable) => variable.name === name)}
          onChange={(value) => store.getState().editDraft({ values: { ...draft.values, [name]: value } })}
        />
      ))}
      {names.length > MOST && (
        <p className={styles.more}>
          {`And ${(names.length - MOST).toLocaleString('en')} more than fit here. Write them into the prompt, or let braces stand as they are.`}
        </p>
      )}
    </div>
  );
}
