import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { isImeKey } from './ime';
import styles from './SearchBox.module.css';

type SearchBoxProps = Readonly<{
  id: string;
  /** Accessible name. */
  label: string;
  /** What may be typed, for whoever points at the field. */
  hint: string;
  /** The key that leads here, already written for this platform. */
  keys: string;
  value: string;
  onChange: (search: string) => void;
  /** Arrow down, Enter, and Escape in the empty field: on to what was found. */
  onLeave: () => void;
}>;

/** A field whose words are looked for from the first letter on. Escape empties it, and then leaves it. */
export function SearchBox({ id, label, hint, keys, value, onChange, onLeave }: SearchBoxProps) {
  const keyDown = (event: KeyboardEvent): void => {
    if (isImeKey(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (value === '') onLeave();
      else onChange('');
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <div className={styles.search} title={hint}>
      <Search size={14} aria-hidden />
      <input
        id={id}
        type="search"
        aria-label={label}
        placeholder="Search"
        spellCheck={false}
        maxLength={1000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={keyDown}
      />
      {value === '' ? (
        <kbd aria-hidden>{keys}</kbd>
      ) : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => {
            onChange('');
            document.getElementById(id)?.focus();
          }}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}
