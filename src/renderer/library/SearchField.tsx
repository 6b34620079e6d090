import { Search, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { AppState } from '../../shared/app-state';
import { store, useStudio } from '../store/studio';
import { FOCUS_ID, focusOn } from '../ui/focus';
import { isImeKey } from '../ui/ime';
import { keyText } from '../ui/key-text';
import styles from './Library.module.css';

/** What may be typed, for whoever points at the field. */
const HOW = 'Prompts, tags, notes, file names: words, “a phrase”, −not; words may be cut short';

/** Words that are looked for in prompts, tags, notes and file names, from the first letter on. */
export function SearchField({ platform }: Readonly<{ platform: AppState['platform'] }>) {
  const search = useStudio((state) => state.search);
  const setSearch = useStudio((state) => state.setSearch);
  const keyDown = (event: KeyboardEvent): void => {
    if (isImeKey(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (search === '') focusOn('grid');
      else setSearch('');
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      focusOn('grid');
    }
  };
  const clear = (): void => {
    setSearch('');
    document.getElementById(FOCUS_ID.search)?.focus();
  };
  return (
    <div className={styles.search} title={HOW}>
      <Search size={14} aria-hidden />
      <input
        id={FOCUS_ID.search}
        type="search"
        aria-label="Search library"
        placeholder="Search"
        spellCheck={false}
        maxLength={1000}
        value={search}
        onChange={(event) => store.getState().setSearch(event.target.value)}
        onKeyDown={keyDown}
      />
      {search === '' ? (
        <kbd aria-hidden>{keyText('Mod+F', platform)}</kbd>
      ) : (
        <button type="button" aria-label="Clear search" onClick={clear}>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}
