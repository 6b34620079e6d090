import { ImageOff } from 'lucide-react';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import { fileName, firstLine, pixels } from '../ui/format';
import { tileUrl } from '../ui/image-url';
import styles from './Grid.module.css';
import type { CellPlace } from './GridCell';

type ImageTileProps = CellPlace &
  Readonly<{ id: ImageId; image: LibraryImage | undefined; version: number; selected: boolean }>;

/** One image of the grid. Its name starts with its prompt. */
export function ImageTile({ id, image, version, selected, active, left, width, height }: ImageTileProps) {
  const devicePixels = Math.max(width, height) * window.devicePixelRatio;
  return (
    <div
      role="gridcell"
      data-cell={id}
      aria-label={image ? tileName(image) : 'Image'}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      draggable
      className={styles.tile}
      style={{ left, width, height }}
    >
      {image?.displayable === false ? (
        <div className={styles.hidden}>
          <ImageOff size={18} strokeWidth={1.5} aria-hidden />
          <strong aria-hidden>Kept, can’t be displayed</strong>{' '}
          <span aria-hidden className={styles.file} title={fileName(image.file)}>
            {fileName(image.file)}
          </span>
        </div>
      ) : (
        <img src={tileUrl(id, devicePixels, version)} alt="" draggable={false} decoding="async" />
      )}
    </div>
  );
}

function tileName(image: LibraryImage): string {
  const kind = image.kind === 'generation' ? '' : `, ${image.kind}`;
  const size = image.displayable ? pixels(image) : `kept, can’t be displayed ${fileName(image.file)}`;
  return `${firstLine(image.title)}${kind}, ${size}`;
}
