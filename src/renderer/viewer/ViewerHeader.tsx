import type { LibraryImage } from '../../shared/image';
import { store, useStudio } from '../store/studio';
import type { Look } from '../store/view';
import { stoodOn } from '../store/view';
import { firstLine } from '../ui/format';
import { kinTitle } from '../ui/kin-words';
import { Segmented } from '../ui/Segmented';
import styles from './Viewer.module.css';
import { BackButton, ViewerActions } from './ViewerActions';

const LOOK_NAMES: Readonly<Record<Look, string>> = {
  image: 'Image',
  compare: 'Compare',
  survey: 'Survey',
  lineage: 'Lineage',
};

type ViewerHeaderProps = Readonly<{
  image: LibraryImage;
  /** What stands beside the title, such as what the image is an edit of; empty for nothing. */
  aside: string;
  look: Look;
  /** What the image can be looked at as, in the order of the choice. */
  looks: readonly Look[];
  /** Called with the place for the choice of zoom, which belongs to the picture below. */
  zoomPlace: (element: HTMLElement | null) => void;
}>;

/** Title, looks and actions of the large view. */
export function ViewerHeader({ image, aside, look, looks, zoomPlace }: ViewerHeaderProps) {
  const stood = useStudio(stoodOn);
  const beside = stood ? (stood.state === 'gone' ? 'removed for good' : '') : aside;
  return (
    <header className={styles.header}>
      <BackButton />
      <h1 title={stood ? kinTitle(stood) : image.title}>{stood ? kinTitle(stood) : firstLine(image.title)}</h1>
      {beside !== '' && (
        <small title={beside} data-whole={stood !== null}>
          {beside}
        </small>
      )}
      <div className={styles.grow} />
      <Segmented
        label="View"
        values={looks}
        value={look}
        text={(one) => LOOK_NAMES[one]}
        onChange={(one) => store.getState().lookAt(image.id, one)}
      />
      <div ref={zoomPlace} className={styles.actions} />
      <ViewerActions />
    </header>
  );
}
