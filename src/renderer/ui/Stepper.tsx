import { Minus, Plus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import styles from './controls.module.css';

type StepperProps = Readonly<{
  /** Accessible name of the number. */
  label: string;
  value: number;
  min: number;
  max: number;
  describedBy?: string | undefined;
  invalid?: boolean;
  onChange: (value: number) => void;
}>;

/** A small whole number with buttons at its sides; Home and End go to its limits. What is typed out of range is kept and left to be complained about. */
export function Stepper({ label, value, min, max, describedBy, invalid = false, onChange }: StepperProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const step = (by: number): void => {
    setTyped(null);
    onChange(Math.min(Math.max(value + by, min), max));
  };
  const type = (text: string): void => {
    setTyped(text);
    const number = Number(text);
    if (/^\d{1,2}$/.test(text) && Number.isInteger(number)) onChange(number);
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    setTyped(null);
    onChange(event.key === 'Home' ? min : max);
  };
  return (
    <div className={styles.stepper}>
      <button type="button" tabIndex={-1} aria-hidden disabled={value <= min} onClick={() => step(-1)}>
        <Minus size={13} />
      </button>
      <input
        type="number"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        min={min}
        max={max}
        value={typed ?? String(value)}
        onChange={(event) => type(event.target.value)}
        onKeyDown={keyDown}
        onFocus={(event) => event.target.select()}
        onBlur={() => setTyped(null)}
      />
      <button type="button" tabIndex={-1} aria-hidden disabled={value >= max} onClick={() => step(1)}>
        <Plus size={13} />
      </button>
    </div>
  );
}
