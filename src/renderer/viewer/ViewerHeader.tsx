import { ArrowLeft, Copy, Maximize2, Minimize2, PanelRight, Play, WandSparkles } from 'lucide-react';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import { commands, store, useStudioFields } from '../store/studio';
import type { CompareMode } from '../store/view';
import { focusOn } from '../ui/focus';
import { firstLine } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { keyText } from '../ui/key-text';
import { Segmented } from '../ui/Segmented';
import { MoreMenu } from './MoreMenu';
import styles from './Viewer.module.css';
import { useViewerState, viewerState } from './viewer-state';

const MODES = ['side-by-side', 'slider'] as const;
const MODE_NAMES: Readonly<Record<CompareMode, string>> = { 'side-by-side': 'Side by side', slider: 'Slider' };

type ViewerHeaderProps = Readonly<{
  image: LibraryImage;
  /** What an edit started from; empty for other images. */
  sources: readonly ImageId[];
  sourceTitle: string | undefined;
  /** Which of several sources is shown. */
  source: number;
  onSource: (source: number) => void;
  /** Called with the place for the choice of zoom, which belongs to the picture below. */
  zoomPlace: (element: HTMLElement | null) => void;
}>;

/** Title and actions of the large view. */
export function ViewerHeader({ image, sources, sourceTitle, source, onSource, zoomPlace }: ViewerHeaderProps) {
  const { comparing, compareMode, platform, place } = useStudioFields((state) => ({
    comparing: state.comparing,
    compareMode: state.compareMode,
    platform: state.platform,
    place: state.viewerInspector,
  }));
  const immersed = useViewerState((viewer) => viewer.immersed);
  const isEdit = sources.length > 0;
  return (
    <header className={styles.header}>
      <IconButton label="Back" icon={ArrowLeft} keys={keyText('Escape', platform)} onClick={leave} />
      <h1 title={image.title}>{firstLine(image.title)}</h1>
      {sourceTitle !== undefined && <small title={sourceTitle}>edit of “{firstLine(sourceTitle)}”</small>}
      <div className={styles.grow} />
      {isEdit && comparing && sources.length > 1 && (
        <Segmented
          label="Source"
          values={sources.map((_, index) => String(index + 1))}
          value={String(source + 1)}
          onChange={(value) => onSource(Number(value) - 1)}
        />
      )}
      {isEdit && comparing && (
        <Segmented
          label="Compare mode"
          values={MODES}
          value={compareMode}
          text={(mode) => MODE_NAMES[mode]}
          onChange={(mode) => store.setState({ compareMode: mode })}
        />
      )}
      <div ref={zoomPlace} className={styles.actions} />
      <div className={styles.actions}>
        <IconButton
          label="Use as edit source"
          icon={WandSparkles}
          keys="E"
          onClick={() => commands.useAsSources([image.id])}
        />
        <IconButton
          label="Copy image"
          icon={Copy}
          keys={keyText('Mod+c', platform)}
          onClick={() => void commands.copyImage(image.id)}
        />
        <IconButton label="Slideshow" icon={Play} onClick={() => store.getState().startSlideshow(image.id)} />
        <IconButton
          label={immersed ? 'Back beside the rest' : 'Full window'}
          icon={immersed ? Minimize2 : Maximize2}
          keys="W"
          aria-pressed={immersed}
          onClick={toggleImmersed}
        />
        {!immersed && (
          <IconButton
            label="Inspector"
            icon={PanelRight}
            keys={keyText('Mod+i', platform)}
            aria-pressed={place}
            onClick={() => store.getState().toggleInspector(window.innerWidth)}
          />
        )}
        <MoreMenu />
      </div>
    </header>
  );
}

/** The large view takes the whole window, or gives the rest of it back. */
export function toggleImmersed(): void {
  viewerState.setState(({ immersed }) => ({ immersed: !immersed }));
}

function leave(): void {
  store.getState().close();
  focusOn('grid');
}
