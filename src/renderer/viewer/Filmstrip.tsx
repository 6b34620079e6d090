import { memo } from 'react';
import type { ImageId } from '../../shared/ids';
import { store, useStudio } from '../store/studio';
import { thumbnailUrl } from '../ui/image-url';
import styles from './Viewer.module.css';

/** How many neighbours are shown on either side. */
const REACH = 14;

/** The images around the one on show, in the order of the grid. */
export const Filmstrip = memo(function Filmstrip({ id }: Readonly<{ id: ImageId }>) {
  const ids = useStudio((state) => state.index?.ids);
  const at = ids?.indexOf(id) ?? -1;
  if (!ids || at < 0) return <div className={styles.strip} />;
  const before = ids.slice(Math.max(0, at - REACH), at);
  const after = ids.slice(at + 1, at + 1 + REACH);
  return (
    <nav className={styles.strip} aria-label="Neighbours">
      <div className={styles.side}>
        {before.map((other) => (
          <Thumb key={other} id={other} />
        ))}
      </div>
      <Thumb id={id} current />
      <div className={styles.side}>
        {after.map((other) => (
          <Thumb key={other} id={other} />
        ))}
      </div>
    </nav>
  );
});

function Thumb({ id, current = false }: Readonly<{ id: ImageId; current?: boolean }>) {
  const title = useStudio((state) => state.details.get(id)?.title ?? 'Image');
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.thumb}
      aria-label={title}
      aria-current={current}
      onClick={() => store.getState().open(id)}
    >
      <img src={thumbnailUrl(id)} alt="" draggable={false} />
    </button>
  );
}
