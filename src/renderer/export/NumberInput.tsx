import { useState } from 'react';
import { classNames } from '../ui/class-names';
import controls from '../ui/controls.module.css';
import styles from './ExportPanel.module.css';

type NumberInputProps = Readonly<{
  label: string;
  value: number;
  min: number;
  max: number;
  /** Such as 0.01; whole numbers by default. */
  step?: number;
  onChange: (value: number) => void;
}>;

/** A number to be typed. What is out of range stays as typed, is marked, and is taken for the last good one. */
export function NumberInput({ label, value, min, max, step = 1, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const isGood = (text: string): boolean => {
    const number = Number(text);
    return text !== '' && number >= min && number <= max && (step < 1 || Number.isInteger(number));
  };
  return (
    <input
      type="number"
      className={classNames(controls.input, styles.number)}
      aria-label={label}
      aria-invalid={typed !== null && !isGood(typed)}
      title={`${min.toLocaleString('en')} to ${max.toLocaleString('en')}`}
      min={min}
      max={max}
      step={step}
      value={typed ?? String(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        if (isGood(target.value)) onChange(Number(target.value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
