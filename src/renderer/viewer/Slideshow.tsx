import { ChevronLeft, ChevronRight, Pause, Play, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { placeIn } from '../store/query';
import { store, useStudio } from '../store/studio';
import { classNames } from '../ui/class-names';
import { firstLine } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { pictures } from '../stage/picture-cache';
import { originalUrl } from '../ui/image-url';
import { Stepper } from '../ui/Stepper';
import styles from './Slideshow.module.css';
import { useNeighbours } from './use-neighbours';

const SECONDS = { min: 1, max: 60 };
/** The controls go when nothing has been pointed at for so many milliseconds. */
const QUIET_MS = 2500;
const NO_IMAGES: readonly ImageId[] = [];

type SlideshowProps = Readonly<{
  /** The one on show. */
  id: ImageId;
  playing: boolean;
  seconds: number;
}>;

/** The set on show, one image after the other over the whole window. */
export function Slideshow({ id, playing, seconds }: SlideshowProps) {
  const root = useRef<HTMLDivElement>(null);
  const [slides, setSlides] = useState<readonly ImageId[]>([id]);
  const [awake, stir] = useAwake();
  // The one before stays below while the new one comes.
  if (slides.at(-1) !== id) setSlides([...slides.slice(-1), id]);
  useNeighbours(id, NO_IMAGES);
  useNext(id, playing ? seconds : null);
  useEffect(() => root.current?.focus(), []);

  const by = async (step: 1 | -1): Promise<void> => {
    const next = await nextSlide(id, step);
    if (next !== null) goTo(next);
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      event.stopPropagation();
      return;
    }
    if (event.target instanceof Element && event.target.closest('input') && event.key !== 'Escape') return;
    const onButton = event.target instanceof Element && event.target.closest('button') !== null;
    if (event.key === 'Escape') end();
    else if (event.key === ' ' && !onButton) change({ playing: !playing });
    else if (event.key === 'ArrowRight') void by(1);
    else if (event.key === 'ArrowLeft') void by(-1);
    // Images are judged here as well; what leads elsewhere waits for the end of the show.
    else if (/^[0-5pxuf]$/i.test(event.key)) return;
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={root}
      tabIndex={-1}
      role="region"
      aria-label="Slideshow"
      data-images="slideshow"
      className={classNames(styles.show, awake && styles.awake)}
      onKeyDown={keyDown}
      onPointerMove={stir}
      onFocus={stir}
    >
      {slides.map((slide) => (
        <Slide key={slide} id={slide} />
      ))}
      <div className={styles.bar}>
        <IconButton label="Previous" icon={ChevronLeft} keys="←" tipSide="top" onClick={() => void by(-1)} />
        <IconButton
          label={playing ? 'Pause' : 'Play'}
          icon={playing ? Pause : Play}
          keys="Space"
          tipSide="top"
          onClick={() => change({ playing: !playing })}
        />
        <IconButton label="Next" icon={ChevronRight} keys="→" tipSide="top" onClick={() => void by(1)} />
        <Stepper
          label="Seconds for each image"
          value={seconds}
          {...SECONDS}
          onChange={(value) => {
            if (value >= SECONDS.min && value <= SECONDS.max) change({ seconds: value });
          }}
        />
        <span>s</span>
        <IconButton label="End slideshow" icon={X} keys="Esc" tipSide="top" onClick={end} />
      </div>
    </div>
  );
}

function Slide({ id }: Readonly<{ id: ImageId }>) {
  const title = useStudio((state) => state.details.get(id)?.title);
  const version = useStudio((state) => state.versions.get(id) ?? 0);
  return (
    <div className={styles.slide}>
      <img
        src={originalUrl(id, version)}
        alt={title === undefined ? 'Image' : firstLine(title)}
        decoding="sync"
        draggable={false}
      />
    </div>
  );
}

/** Goes on after so many seconds, as soon as the next picture can be drawn; null stays. */
function useNext(id: ImageId, seconds: number | null): void {
  useEffect(() => {
    if (seconds === null) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      void nextSlide(id, 1).then((next) => {
        if (!stale && next !== null) goTo(next);
      });
    }, seconds * 1000);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [id, seconds]);
}

/** Whether the controls are shown, and the way to say that somebody is there. */
function useAwake(): readonly [boolean, () => void] {
  const [serial, setSerial] = useState(1);
  const [asleep, setAsleep] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setAsleep(serial), QUIET_MS);
    return () => clearTimeout(timer);
  }, [serial]);
  return [serial > asleep, useCallback(() => setSerial((before) => before + 1), [])];
}

/** Pictures that are looked at for one that can be shown; more than these in a row are given up. */
const TRIES = 20;

/** The next one that can be shown, after the last the first again; null when there is none. */
async function nextSlide(from: ImageId, step: 1 | -1): Promise<ImageId | null> {
  const { index, versions } = store.getState();
  const ids = index?.ids ?? [];
  const at = index ? placeIn(index, from) : -1;
  for (let tries = 1; tries <= Math.min(TRIES, ids.length); tries += 1) {
    const next = ids[(at + step * tries + ids.length) % ids.length];
    if (next === undefined || next === from) return null;
    if (await pictures.prepare(originalUrl(next, versions.get(next)))) return next;
  }
  return null;
}

/** The large view goes along, and is there on the same image when the show has ended. */
function goTo(id: ImageId): void {
  const { select, index } = store.getState();
  store.setState({ opened: id });
  select(id, 'replace', index?.ids ?? []);
}

function change(part: Partial<Pick<SlideshowProps, 'playing' | 'seconds'>>): void {
  store.getState().setSlideshow(part);
}

function end(): void {
  store.getState().stopSlideshow();
}
