import { Flag, Heart, Star, X } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import type { OrganiseChange } from '../../shared/organise';
import { classNames } from './class-names';
import styles from './Marks.module.css';
import { Tip } from './Tip';

/** What several images have in common; `mixed` where they differ. */
export interface MarkValues {
  readonly stars: number | 'mixed';
  readonly flag: 'pick' | 'reject' | 'none' | 'mixed';
  readonly favourite: boolean | 'mixed';
}

type MarksProps = Readonly<{
  values: MarkValues;
  /** Why nothing can be changed; null when it can. */
  locked: string | null;
  /** Without the words beside the signs. */
  small?: boolean;
  onChange: (change: OrganiseChange) => void;
}>;

const STARS = ['1', '2', '3', '4', '5'] as const;

/** Stars, pick, reject and favourite, seen and set. What is set a second time is taken away. */
export function Marks({ values, locked, small = false, onChange }: MarksProps) {
  const { flag, favourite } = values;
  const flagTo = (next: 'pick' | 'reject'): void => onChange({ kind: 'flag', flag: flag === next ? null : next });
  return (
    <div className={classNames(styles.marks, locked !== null && styles.locked)} title={locked ?? undefined}>
      <Stars value={values.stars} locked={locked !== null} onChange={onChange} />
      {values.stars === 'mixed' && <small className={styles.mixed}>various</small>}
      <div className={styles.flags}>
        <Toggle
          label="Pick"
          word={!small && flag === 'pick' ? 'Picked' : null}
          keys="P"
          pressed={flag === 'mixed' ? 'mixed' : flag === 'pick'}
          locked={locked !== null}
          onPress={() => flagTo('pick')}
        >
          <Flag size={15} strokeWidth={1.75} aria-hidden fill={flag === 'pick' ? 'currentColor' : 'none'} />
        </Toggle>
        <Toggle
          label="Reject"
          word={!small && flag === 'reject' ? 'Rejected' : null}
          keys="X"
          bad
          pressed={flag === 'mixed' ? 'mixed' : flag === 'reject'}
          locked={locked !== null}
          onPress={() => flagTo('reject')}
        >
          <X size={16} strokeWidth={flag === 'reject' ? 2.5 : 1.75} aria-hidden />
        </Toggle>
        <Toggle
          label="Favourite"
          keys="F"
          pressed={favourite}
          locked={locked !== null}
          onPress={() => onChange({ kind: 'favourite', favourite: favourite !== true })}
        >
          <Heart size={15} strokeWidth={1.75} aria-hidden fill={favourite === true ? 'currentColor' : 'none'} />
        </Toggle>
      </div>
    </div>
  );
}

type StarsProps = Readonly<{ value: number | 'mixed'; locked: boolean; onChange: (change: OrganiseChange) => void }>;

function Stars({ value, locked, onChange }: StarsProps) {
  const set = (stars: number): void => onChange({ kind: 'stars', stars: stars === value ? 0 : stars });
  const keyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-5]$/.test(event.key)) onChange({ kind: 'stars', stars: Number(event.key) });
    else if (event.key === 'Backspace' || event.key === 'Delete') onChange({ kind: 'stars', stars: 0 });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const given = value === 'mixed' ? 0 : value;
  return (
    <RadioGroup.Root
      className={styles.stars}
      orientation="horizontal"
      aria-label={value === 'mixed' ? 'Stars, various' : 'Stars'}
      aria-disabled={locked}
      value={given === 0 ? '' : String(given)}
      onValueChange={(chosen) => set(Number(chosen))}
      onKeyDown={keyDown}
    >
      {STARS.map((star) => (
        <RadioGroup.Item
          key={star}
          value={star}
          aria-label={star === '1' ? '1 star' : `${star} stars`}
          data-given={Number(star) <= given}
          // The group says nothing when the one that is checked is pressed again, which takes the stars away.
          onClick={() => {
            if (Number(star) === given) onChange({ kind: 'stars', stars: 0 });
          }}
        >
          <Star size={15} strokeWidth={1.5} aria-hidden />
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

type ToggleProps = Readonly<{
  label: string;
  /** Written beside the sign, and then the name. */
  word?: string | null;
  keys: string;
  pressed: boolean | 'mixed';
  locked: boolean;
  bad?: boolean;
  onPress: () => void;
  children: React.ReactNode;
}>;

function Toggle({ label, word = null, keys, pressed, locked, bad = false, onPress, children }: ToggleProps) {
  return (
    <Tip text={pressed === 'mixed' ? `${label}: various` : label} keys={keys} side="bottom">
      <button
        type="button"
        className={styles.toggle}
        aria-label={word ?? label}
        aria-pressed={pressed}
        aria-disabled={locked}
        data-bad={bad ? '' : undefined}
        onClick={onPress}
      >
        {children}
        {word}
      </button>
    </Tip>
  );
}
