import { ImageOff } from 'lucide-react';
import type { LibraryImage } from '../../shared/image';
import type { Size } from '../../shared/model';
import { fileName } from '../ui/format';
import { useSteady } from './use-steady';
import styles from './Viewer.module.css';
import type { View } from './zoom';
import { boxOf } from './zoom';

type PictureProps = Readonly<{
  image: LibraryImage;
  version: number;
  view: View;
  stage: Size;
  /** What a screen reader calls it. */
  alt: string;
}>;

/** One image on its stage. The one before stays until this one, or its thumbnail, can be drawn. */
export function Picture({ image, version, view, stage, alt }: PictureProps) {
  const steady = useSteady(image, version);
  if (!image.displayable) return <NotDisplayable image={image} alt={alt} />;
  if (!steady) return null;
  const { left, top, width, height } = boxOf(view, stage, steady.image);
  const style = {
    transform: `translate(${String(left)}px, ${String(top)}px)`,
    width,
    height,
    imageRendering: width / steady.image.width > 6 ? ('pixelated' as const) : ('auto' as const),
  };
  return (
    <>
      <img
        key={steady.url}
        className={styles.picture}
        style={style}
        src={steady.url}
        alt={steady.image.id === image.id ? alt : ''}
        decoding="sync"
        draggable={false}
      />
      {steady.failed && steady.image.id === image.id && (
        <p className={styles.lost} role="alert">
          {image.missing ? 'The file of this image is missing.' : 'The file of this image can’t be read.'} This is its
          preview.
        </p>
      )}
    </>
  );
}

function NotDisplayable({ image, alt }: Readonly<{ image: LibraryImage; alt: string }>) {
  return (
    <div className={styles.missing} role="img" aria-label={`${alt}: kept, can’t be displayed`}>
      <ImageOff size={26} strokeWidth={1.25} aria-hidden />
      <strong>Kept, can’t be displayed</strong>
      <p className={styles.file}>{fileName(image.file)}</p>
      <p>The file is in the library as it came, byte for byte. Another program may be able to open it.</p>
    </div>
  );
}
