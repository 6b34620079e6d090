import { ImageOff } from 'lucide-react';
import type { LibraryImage } from '../../shared/image';
import type { Size } from '../../shared/model';
import type { Crop } from '../../shared/recipe';
import { fileName } from '../ui/format';
import { useSteady } from './use-steady';
import styles from './Stage.module.css';
import type { Place, View } from './zoom';
import { boxIn, boxOf } from './zoom';

type PictureProps = Readonly<{
  image: LibraryImage;
  version: number;
  view: View;
  stage: Size;
  /** Where it stands among others; null has the stage for itself. */
  place?: Place | null;
  /** What a screen reader calls it. */
  alt: string;
}>;

/** One image on its stage. The one before stays until this one, or its thumbnail, can be drawn. */
export function Picture({ image, version, view, stage, place = null, alt }: PictureProps) {
  const steady = useSteady(image, version);
  if (!image.displayable) return <NotDisplayable image={image} alt={alt} />;
  if (!steady) return null;
  const isOwn = steady.image.id === image.id;
  const own = isOwn ? place : null;
  const { left, top, width, height } = own ? boxIn(view, stage, steady.image, own) : boxOf(view, stage, steady.image);
  const style = {
    ...(own?.part ? { clipPath: insetOf(own.part, steady.image) } : {}),
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
        alt={isOwn ? alt : ''}
        decoding="sync"
        draggable={false}
      />
      {steady.failed && isOwn && (
        <p className={styles.lost} role="alert">
          {image.missing ? 'The file of this image is missing.' : 'The file of this image can’t be read.'} This is its
          preview.
        </p>
      )}
    </>
  );
}

/** All but that part of the picture is cut away. */
function insetOf({ x, y, width, height }: Crop, image: Size): string {
  const share = (length: number, of: number): string => `${String((length / of) * 100)}%`;
  const right = share(image.width - x - width, image.width);
  const bottom = share(image.height - y - height, image.height);
  return `inset(${share(y, image.height)} ${right} ${bottom} ${share(x, image.width)})`;
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
