import { RadioGroup } from 'radix-ui';
import { arrowValue } from './arrow-value';
import styles from './controls.module.css';

type SegmentedProps<T extends string> = Readonly<{
  /** Accessible name of the group. */
  label: string;
  values: readonly T[];
  value: T;
  /** How a value is written; itself by default. */
  text?: (value: T) => string;
  describedBy?: string | undefined;
  onChange: (value: T) => void;
}>;

/** A radio group drawn as one bar; arrows move, as in any radio group. */
export function Segmented<T extends string>({ label, values, value, text, describedBy, onChange }: SegmentedProps<T>) {
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
      {values.map((candidate) => (
        <RadioGroup.Item key={candidate} className={styles.segment} value={candidate}>
          {text ? text(candidate) : candidate}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
