import { Heart, ImageOff } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import { differenceIn } from '../store/asked-got';
import { facetsAt } from '../store/library';
import { store } from '../store/studio';
import { classNames } from '../ui/class-names';
import { fileName } from '../ui/format';
import { needsOriginal, originalUrl } from '../ui/image-url';
import { thumbnails } from '../ui/thumbnails';
import type { CellPlace } from './GridCell';
import styles from './Tile.module.css';
import { tileName } from './tile-words';
import { TileBadges } from './TileBadges';

/** What the answer says of one image. */
export type ImageCell = Readonly<{
  id: ImageId;
  /** See `packFacets`. */
  packed: number;
  /** See `Shown.stackSizes`. */
  stack: number;
  /** True for the first image of an open stack. */
  leads: boolean;
}>;

type ImageTileProps = CellPlace &
  ImageCell &
  Readonly<{ image: LibraryImage | undefined; version: number; selected: boolean }>;

/** One image of the grid. Its name starts with its prompt. */
export function ImageTile(props: ImageTileProps) {
  const { id, packed, stack, image, version, selected, active, left, width, height } = props;
  const facets = facetsAt(packed);
  const [pointed, setPointed] = useState(false);
  // Not followed: what sizes its sources have, which is all that it looks up, does not change.
  const difference = useMemo(() => (image ? differenceIn(store.getState().columns, image) : null), [image]);
  const devicePixels = Math.max(width, height) * window.devicePixelRatio;
  return (
    <div
      role="gridcell"
      data-cell={id}
      aria-label={image ? tileName(image, facets, stack, difference) : 'Image'}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      draggable
      className={classNames(
        styles.tile,
        facets.flag === 'reject' && styles.rejected,
        stack > 1 && styles.closed,
        stack < -1 && styles.open,
      )}
      style={{ left, width, height }}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      {facets.displayable ? (
        <Picture id={id} version={version} devicePixels={devicePixels} />
      ) : (
        <Undrawn image={image} />
      )}
      {/* Under the pointer the button shows the heart. */}
      <TileBadges
        facets={pointed ? { ...facets, favourite: false } : facets}
        stack={stack}
        leads={props.leads}
        difference={difference}
        trashedAt={image?.trashedAt ?? null}
      />
      {pointed && !facets.trashed && (
        <button
          type="button"
          tabIndex={-1}
          data-act="favourite"
          className={styles.act}
          aria-label="Favourite"
          aria-pressed={facets.favourite}
        >
          <Heart size={14} aria-hidden fill={facets.favourite ? 'currentColor' : 'none'} />
        </button>
      )}
    </div>
  );
}

type PictureProps = Readonly<{ id: ImageId; version: number; devicePixels: number }>;

/** Its address is set by hand: what comes a moment later, and often for a tile that is gone, is no work for React. */
function Picture({ id, version, devicePixels }: PictureProps) {
  const picture = useRef<HTMLImageElement>(null);
  const large = needsOriginal(devicePixels);
  useLayoutEffect(() => {
    const show = (address: string): void => {
      if (picture.current) picture.current.src = address;
    };
    if (!large) return thumbnails.want(id, version, show);
    show(originalUrl(id, version));
    return undefined;
  }, [id, version, large]);
  return (
    <img
      ref={picture}
      alt=""
      draggable={false}
      decoding="async"
      // Not made yet: the tile waits for it without the sign of a broken picture.
      onError={(event) => event.currentTarget.removeAttribute('src')}
    />
  );
}

function Undrawn({ image }: Readonly<{ image: LibraryImage | undefined }>) {
  return (
    <div className={styles.undrawn}>
      <ImageOff size={18} strokeWidth={1.5} aria-hidden />
      <strong aria-hidden>Kept, can’t be displayed</strong>{' '}
      {image && (
        <span aria-hidden className={styles.file} title={fileName(image.file)}>
          {fileName(image.file)}
        </span>
      )}
    </div>
  );
}
