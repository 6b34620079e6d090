import type { AppState } from '../../shared/app-state';
import { store, useStudio } from '../store/studio';
import { FOCUS_ID, focusOn } from '../ui/focus';
import { actionKey } from '../ui/key-text';
import { SearchBox } from '../ui/SearchBox';

/** Words that are looked for in prompts, tags, notes and file names, from the first letter on. */
export function SearchField({ platform }: Readonly<{ platform: AppState['platform'] }>) {
  return (
    <SearchBox
      id={FOCUS_ID.search}
      label="Search library"
      hint="Prompts, tags, notes, file names: words, “a phrase”, −not; words may be cut short"
      keys={actionKey('search', platform)}
      value={useStudio((state) => state.search)}
      onChange={(search) => store.getState().setSearch(search)}
      onLeave={() => focusOn('grid')}
    />
  );
}
