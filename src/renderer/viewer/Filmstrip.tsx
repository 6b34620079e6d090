import type { WheelEvent } from 'react';
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { facetsAt } from '../store/library';
import { placeIn } from '../store/query';
import { store, sync, useStudio } from '../store/studio';
import { beginOwnDrag } from '../ui/drag';
import { firstLine } from '../ui/format';
import { thumbnailUrl } from '../ui/image-url';
import { useSize } from '../ui/use-size';
import { filmLength, filmPlace, filmRange, filmScroll, SLOT } from './film';
import styles from './Filmstrip.module.css';

/** The images of the set around the one on show, in the order of the grid; it can be scrolled through to its ends. */
export const Filmstrip = memo(function Filmstrip({ id }: Readonly<{ id: ImageId }>) {
  const [measure, { width }] = useSize();
  const scroller = useRef<HTMLDivElement>(null);
  const index = useStudio((state) => state.index);
  const ids = index?.ids ?? [];
  const at = index ? placeIn(index, id) : -1;
  const [left, setLeft] = useState(() => filmScroll(Math.max(0, at)));
  const { first, last } = filmRange(left, width, ids.length);

  useLayoutEffect(() => {
    if (at < 0 || width === 0) return;
    scroller.current?.scrollTo({ left: filmScroll(at) });
  }, [at, width]);
  useEffect(() => {
    sync.wantImages(ids.slice(first, last));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list is a new one at every change of the library
  }, [first, last, index]);

  // A wheel that turns one way only goes along the strip.
  const wheel = (event: WheelEvent<HTMLDivElement>): void => {
    if (Math.abs(event.deltaY) > Math.abs(event.deltaX)) event.currentTarget.scrollLeft += event.deltaY;
  };
  return (
    <nav ref={measure} className={styles.strip} aria-label="Neighbours">
      <div
        ref={scroller}
        className={styles.scroller}
        tabIndex={-1}
        onWheel={wheel}
        onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}
      >
        <div className={styles.film} style={{ width: filmLength(ids.length, width) }}>
          {at >= 0 &&
            ids.slice(first, last).map((other, offset) => {
              const place = first + offset;
              const { flag } = facetsAt(index?.facets[place] ?? 0);
              return (
                <Thumb
                  key={other}
                  id={other}
                  left={filmPlace(place, width)}
                  flag={flag ?? 'none'}
                  current={place === at}
                />
              );
            })}
        </div>
      </div>
    </nav>
  );
});

type ThumbProps = Readonly<{ id: ImageId; left: number; flag: 'pick' | 'reject' | 'none'; current: boolean }>;

const Thumb = memo(function Thumb({ id, left, flag, current }: ThumbProps) {
  const title = useStudio((state) => state.details.get(id)?.title);
  const version = useStudio((state) => state.versions.get(id) ?? 0);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.thumb}
      style={{ left, width: SLOT.width - SLOT.gap }}
      aria-label={title === undefined ? 'Image' : firstLine(title)}
      aria-current={current}
      data-flag={flag}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        beginOwnDrag([id]);
      }}
      onClick={() => store.getState().open(id)}
    >
      <img src={thumbnailUrl(id, version)} alt="" draggable={false} decoding="async" />
    </button>
  );
});
