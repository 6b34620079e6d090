import { Popover } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import { useId, useState } from 'react';
import type { Variable } from '../../shared/prompts';
import { returnToPrompt } from '../ui/focus';
import { isImeKey } from '../ui/ime';
import type { VariableChoice } from './variable-choices';
import { variableChoices } from './variable-choices';
import styles from './Variables.module.css';

type VariableFieldProps = Readonly<{
  /** Of the field's element, where something leads to it. */
  id: string | undefined;
  name: string;
  value: string;
  /** What was used for it before, and the list that is kept for it. */
  known: Variable | undefined;
  onChange: (value: string) => void;
}>;

/** The value of one variable, with those used before below it: Down opens them, Enter takes one, Escape goes back. */
export function VariableField({ id: given, name, value, known, onChange }: VariableFieldProps) {
  const own = useId();
  const id = given ?? own;
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const choices = variableChoices(known, value);
  const shown = open && choices.length > 0;
  const show = (next: boolean): void => {
    setOpen(next);
    setAt(-1);
  };
  const take = ({ value: taken }: VariableChoice): void => {
    onChange(taken);
    show(false);
  };
  const keyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (isImeKey(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = shown ? choices[at] : undefined;
    if (step !== undefined && choices.length > 0) {
      setAt(shown ? (Math.max(at, step > 0 ? -1 : 0) + step + choices.length) % choices.length : 0);
      setOpen(true);
    } else if (event.key === 'Enter' && choice) take(choice);
    else if (event.key === 'Escape' && shown) show(false);
    else if (event.key === 'Escape') returnToPrompt();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{name}</label>
      <Popover.Root open={shown} onOpenChange={show}>
        <Popover.Anchor asChild>
          <input
            id={id}
            type="text"
            role="combobox"
            aria-expanded={shown}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={shown && at >= 0 ? `${id}-${String(at)}` : undefined}
            autoComplete="off"
            maxLength={20_000}
            placeholder="value"
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
              show(true);
            }}
            onClick={() => show(true)}
            onBlur={() => show(false)}
            onKeyDown={keyDown}
          />
        </Popover.Anchor>
        <Popover.Portal>
          <Popover.Content
            side="top"
            align="start"
            sideOffset={6}
            className={styles.choices}
            onOpenAutoFocus={(event) => event.preventDefault()}
            onCloseAutoFocus={(event) => event.preventDefault()}
            role="presentation"
          >
            <ul id={`${id}-list`} role="listbox" aria-label={`Values of ${name}`}>
              {choices.map((choice, place) => (
                <li
                  key={choice.value}
                  id={`${id}-${String(place)}`}
                  role="option"
                  aria-selected={place === at}
                  // The field keeps the focus, so that the list is still there for the click.
                  onPointerDown={(event) => event.preventDefault()}
                  onClick={() => take(choice)}
                >
                  {choice.label}
                </li>
              ))}
            </ul>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}
