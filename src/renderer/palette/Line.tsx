import { memo } from 'react';
import { store } from '../store/studio';
import { classNames } from '../ui/class-names';
import { thumbnailUrl } from '../ui/image-url';
import { keyText } from '../ui/key-text';
import type { Entry } from './entry';
import styles from './Palette.module.css';

type LineProps = Readonly<{
  id: string;
  entry: Entry;
  isMarked: boolean;
  onMark: (id: string) => void;
  onChoose: (entry: Entry) => void;
}>;

/** One line of the palette. What can't be done now says why. */
export const Line = memo(
  function Line({ id, entry, isMarked, onMark, onChoose }: LineProps) {
    const { label, detail = '', keys = [], images = [], why } = entry;
    return (
      <div
        id={id}
        role="option"
        aria-selected={isMarked}
        aria-disabled={why === null ? undefined : true}
        className={classNames(styles.line, why !== null && styles.off)}
        // Moved, not entered: a list that scrolls below a resting pointer marks nothing.
        onPointerMove={() => {
          if (!isMarked) onMark(entry.id);
        }}
        // The field keeps the focus.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onChoose(entry)}
      >
        {images.length > 0 && (
          <span className={styles.images}>
            {images.map((image) => (
              <img key={image} src={thumbnailUrl(image)} alt="" />
            ))}
          </span>
        )}
        <span className={styles.label}>{label}</span>
        <span className={styles.detail}>{why ?? detail}</span>
        {why === null && keys[0] !== undefined && <kbd aria-hidden>{keyText(keys[0], store.getState().platform)}</kbd>}
      </div>
    );
  },
  (a, b) => a.id === b.id && a.entry === b.entry && a.isMarked === b.isMarked,
);
