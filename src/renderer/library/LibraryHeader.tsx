import { Grid2x2, Grid3x3, PanelRight, Search, X } from 'lucide-react';
import { store, useStudioFields } from '../store/studio';
import { TILE_HEIGHT } from '../store/view';
import controls from '../ui/controls.module.css';
import { FOCUS_ID, focusOn } from '../ui/focus';
import { IconButton } from '../ui/IconButton';
import { isImeKey } from '../ui/ime';
import { keyText } from '../ui/key-text';
import styles from './Library.module.css';

/** Search and tile size of the grid. */
export function LibraryHeader({ title }: Readonly<{ title: string }>) {
  const { search, setSearch, tileHeight, setTileHeight, platform } = useStudioFields((state) => ({
    search: state.search,
    setSearch: state.setSearch,
    tileHeight: state.tileHeight,
    setTileHeight: state.setTileHeight,
    platform: state.platform,
  }));
  return (
    <header className={styles.header}>
      <h1 className={styles.title} title={title}>
        {title}
      </h1>
      <div className={styles.search}>
        <Search size={14} aria-hidden />
        <input
          id={FOCUS_ID.search}
          type="search"
          aria-label="Search library"
          placeholder="Search prompts"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (isImeKey(event.nativeEvent)) return;
            if (event.key === 'Escape') {
              event.stopPropagation();
              if (search === '') focusOn('grid');
              else setSearch('');
            } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
              event.preventDefault();
              focusOn('grid');
            }
          }}
        />
        {search === '' ? (
          <kbd aria-hidden>{keyText('Mod+F', platform)}</kbd>
        ) : (
          <button type="button" aria-label="Clear search" onClick={() => setSearch('')}>
            <X size={14} aria-hidden />
          </button>
        )}
      </div>
      <div className={styles.grow} />
      <label className={styles.size}>
        <Grid3x3 size={14} aria-hidden />
        <input
          className={controls.range}
          type="range"
          aria-label="Tile size"
          min={TILE_HEIGHT.min}
          max={TILE_HEIGHT.max}
          step={TILE_HEIGHT.step}
          value={tileHeight}
          onChange={(event) => setTileHeight(Number(event.target.value))}
        />
        <Grid2x2 size={14} aria-hidden />
      </label>
      <IconButton
        label="Inspector"
        icon={PanelRight}
        keys={keyText('Mod+i', platform)}
        onClick={() => store.getState().toggleInspector(window.innerWidth)}
      />
    </header>
  );
}
