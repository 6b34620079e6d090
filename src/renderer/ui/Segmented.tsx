import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { arrowValue } from './arrow-value';
import styles from './controls.module.css';
import { Tip } from './Tip';

type SegmentedProps<T extends string> = Readonly<{
  /** Accessible name of the group. */
  label: string;
  values: readonly T[];
  value: T;
  /** How a value is written or drawn; itself by default. */
  text?: (value: T) => ReactNode;
  /** What a screen reader calls a value whose text does not say enough, also shown as a tip. */
  name?: (value: T) => string;
  describedBy?: string | undefined;
  onChange: (value: T) => void;
}>;

/** A radio group drawn as one bar; arrows move, as in any radio group. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, values, value, text, name, describedBy, onChange } = props;
  const choose = (chosen: string | undefined): void => {
    const found = values.find((candidate) => candidate === chosen);
    if (found !== undefined) onChange(found);
  };
  return (
    <RadioGroup.Root
      className={styles.segmented}
      orientation="horizontal"
      aria-label={label}
      aria-describedby={describedBy}
      value={value}
      onValueChange={choose}
      onKeyDown={(event) => choose(arrowValue(event, values))}
    >
      {values.map((candidate) => {
        const called = name?.(candidate);
        const item = (
          <RadioGroup.Item key={candidate} className={styles.segment} value={candidate} aria-label={called}>
            {text ? text(candidate) : candidate}
          </RadioGroup.Item>
        );
        return called === undefined ? (
          item
        ) : (
          <Tip key={candidate} text={called} side="bottom">
            {item}
          </Tip>
        );
      })}
    </RadioGroup.Root>
  );
}
