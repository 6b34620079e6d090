import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import { store, useStudio } from '../store/studio';
import type { CompareMode } from '../store/view';
import { firstLine } from '../ui/format';
import { Segmented } from '../ui/Segmented';
import styles from './Viewer.module.css';
import { BackButton, ViewerActions } from './ViewerActions';

const MODES = ['side-by-side', 'slider', 'onion-skin', 'difference', 'blink'] as const;
const MODE_NAMES: Readonly<Record<CompareMode, string>> = {
  'side-by-side': 'Side by side',
  slider: 'Slider',
  'onion-skin': 'Onion skin',
  difference: 'Difference',
  blink: 'Blink',
};

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
  const comparing = useStudio((state) => state.look === 'compare');
  const compareMode = useStudio((state) => state.compareMode);
  const isEdit = sources.length > 0;
  return (
    <header className={styles.header}>
      <BackButton />
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
      <ViewerActions />
    </header>
  );
}
