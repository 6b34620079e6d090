import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { LibraryImage } from '../../shared/image';
import type { Size } from '../../shared/model';
import { fileName } from '../ui/format';
import { originalUrl, thumbnailUrl } from '../ui/image-url';
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

/** One image on its stage; the thumbnail stands in until the original is decoded. */
export function Picture({ image, version, view, stage, alt }: PictureProps) {
  const original = originalUrl(image.id, version);
  const [failed, setFailed] = useState<string | null>(null);
  if (!image.displayable) {
    return (
      <div className={styles.missing} role="img" aria-label={`${alt}: kept, can’t be displayed`}>
        <ImageOff size={26} strokeWidth={1.25} aria-hidden />
        <strong>Kept, can’t be displayed</strong>
        <p className={styles.file}>{fileName(image.file)}</p>
        <p>The file is in the library as it came, byte for byte. Another program may be able to open it.</p>
      </div>
    );
  }
  const { left, top, width, height } = boxOf(view, stage, image);
  const style = {
    transform: `translate(${String(left)}px, ${String(top)}px)`,
    width,
    height,
    imageRendering: view.zoom * (width / image.width) > 6 ? ('pixelated' as const) : ('auto' as const),
  };
  return (
    <>
      <img
        className={styles.picture}
        style={style}
        src={thumbnailUrl(image.id, version)}
        alt={failed === original ? alt : ''}
        aria-hidden={failed !== original}
        draggable={false}
      />
      {failed === original ? (
        <p className={styles.lost} role="alert">
          The file of this image can’t be read. This is its preview.
        </p>
      ) : (
        <img
          className={styles.picture}
          style={style}
          src={original}
          alt={alt}
          draggable={false}
          onError={() => setFailed(original)}
        />
      )}
    </>
  );
}
