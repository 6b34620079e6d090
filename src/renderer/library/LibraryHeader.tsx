import { Grid2x2, Grid3x3, Layers, ListChecks, PanelRight } from 'lucide-react';
import type { Shown } from '../store/query';
import { store, useStudioFields } from '../store/studio';
import { TILE_HEIGHT } from '../store/view';
import controls from '../ui/controls.module.css';
import { IconButton } from '../ui/IconButton';
import { actionKey } from '../ui/key-text';
import { FilterBar } from './FilterBar';
import styles from './Library.module.css';
import { SearchField } from './SearchField';
import { SortMenu } from './SortMenu';

type LibraryHeaderProps = Readonly<{
  title: string;
  shown: Shown | null;
  /** A moment of the present day. */
  today: number;
}>;

/** Search, filters, order, stacks and tile size of the grid. */
export function LibraryHeader({ title, shown, today }: LibraryHeaderProps) {
  const { tileHeight, setTileHeight, stacking, toggleStacking, culling, toggleCulling, platform } = useStudioFields(
    (state) => ({
      tileHeight: state.tileHeight,
      setTileHeight: state.setTileHeight,
      stacking: state.stacking,
      toggleStacking: state.toggleStacking,
      culling: state.culling,
      toggleCulling: state.toggleCulling,
      platform: state.platform,
    }),
  );
  return (
    <header className={styles.header}>
      <h1 className={styles.title} title={title}>
        {title}
      </h1>
      <SearchField platform={platform} />
      <FilterBar today={today} />
      <Found shown={shown} />
      <div className={styles.arrange}>
        {/* A mode that nobody sees would judge the wrong images. */}
        {culling && (
          <IconButton
            label="Culling"
            icon={ListChecks}
            keys={actionKey('cull', platform)}
            aria-pressed
            onClick={toggleCulling}
          />
        )}
        <SortMenu />
        <IconButton label="Stacks" icon={Layers} aria-pressed={stacking} onClick={toggleStacking} />
      </div>
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
        keys={actionKey('inspector', platform)}
        onClick={() => store.getState().toggleInspector(window.innerWidth)}
      />
    </header>
  );
}

/** How many images are shown of how many; the rail says how many there are when that is all of them. */
function Found({ shown }: Readonly<{ shown: Shown | null }>) {
  const text =
    shown && shown.images !== shown.total
      ? `${shown.images.toLocaleString('en')} of ${shown.total.toLocaleString('en')}`
      : '';
  return (
    <span role="status" aria-label="Images shown" className={styles.found}>
      {text}
    </span>
  );
}
