import type { KeyboardEvent, PointerEvent } from 'react';
import { useState } from 'react';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Size } from '../../shared/model';
import type { CompareMode } from '../store/view';
import { pixels } from '../ui/format';
import { useSize } from '../ui/use-size';
import { dragOut } from './drag-out';
import { Picture } from './Picture';
import { useZoom } from './use-zoom';
import type { Zoom } from './use-zoom';
import { isZoomed } from './zoom';
import styles from './Viewer.module.css';
import { ZoomControls } from './ZoomControls';

/** An image with the version of its pixels. */
export interface Shown {
  readonly image: LibraryImage;
  readonly version: number;
}

type CompareProps = Readonly<{
  /** Null while it is not known yet, or gone from the library. */
  before: Shown | null;
  gone: boolean;
  after: Shown;
  mode: CompareMode;
  /** Where the zoom is chosen. */
  zoomPlace: HTMLElement | null;
}>;

/** An edit beside its source, zoomed and moved in step. */
export function Compare({ before, gone, after, mode, zoomPlace }: CompareProps) {
  const [measure, stage] = useSize();
  const zoom = useZoom(after.image.id, stage, after.image);
  const notes = { before: before ? noteOf(before.image) : '', after: noteOf(after.image) };
  return (
    <section aria-label="Compare" className={styles.compare}>
      {mode === 'side-by-side' ? (
        <div className={styles.pair}>
          <Pane zoom={zoom} measure={measure} caption="Before" note={notes.before} id={before?.image.id}>
            {before ? <Picture {...before} view={zoom.view} stage={stage} alt="Before" /> : gone && <Gone />}
          </Pane>
          <Pane zoom={zoom} caption="After" note={notes.after} id={after.image.id}>
            <Picture {...after} view={zoom.view} stage={stage} alt="After" />
          </Pane>
        </div>
      ) : (
        <SliderCompare {...{ before, gone, after, zoom, measure, stage, notes }} />
      )}
      <ZoomControls zoom={zoom} place={zoomPlace} />
    </section>
  );
}

function noteOf(image: LibraryImage): string {
  const size = image.displayable ? pixels(image) : 'not displayable';
  if (image.kind === 'imported' || !image.recipe) return `${size} · imported`;
  return `${size} · asked ${image.recipe.aspectRatio} · ${image.recipe.resolution}`;
}

type PaneProps = Readonly<{
  zoom: Zoom;
  measure?: ReturnType<typeof useSize>[0];
  caption: string;
  note: string;
  /** Whose file is dragged out of it; undefined for nobody's. */
  id: ImageId | undefined;
  children: React.ReactNode;
}>;

function Pane({ zoom, measure, caption, note, id, children }: PaneProps) {
  const { attach, view, handlers } = zoom;
  return (
    <figure ref={attach} className={styles.pane} data-zoomed={isZoomed(view)} {...dragOut(view, id)} {...handlers}>
      <div ref={measure} className={styles.fill}>
        {children}
      </div>
      <figcaption className={styles.caption}>
        {caption}
        {note !== '' && <small>{note}</small>}
      </figcaption>
    </figure>
  );
}

function Gone() {
  return (
    <div className={styles.missing}>
      <p>The source is not in the library.</p>
    </div>
  );
}

type SliderProps = Readonly<{
  before: Shown | null;
  gone: boolean;
  after: Shown;
  zoom: Zoom;
  measure: ReturnType<typeof useSize>[0];
  stage: Size;
  notes: Readonly<{ before: string; after: string }>;
}>;

function SliderCompare({ before, gone, after, zoom, measure, stage, notes }: SliderProps) {
  const { attach, view, handlers } = zoom;
  const [at, setAt] = useState(50);
  const keyDown = (event: KeyboardEvent): void => {
    const next = { ArrowLeft: at - 2, ArrowRight: at + 2, Home: 0, End: 100 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.min(Math.max(next, 0), 100));
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setAt(Math.min(Math.max(((event.clientX - box.left) / box.width) * 100, 0), 100));
  };
  return (
    <figure
      ref={attach}
      className={styles.pane}
      data-zoomed={isZoomed(view)}
      {...dragOut(view, after.image.id)}
      {...handlers}
    >
      <div ref={measure} className={styles.fill}>
        <Picture {...after} view={view} stage={stage} alt="After" />
      </div>
      <div className={styles.fill} style={{ clipPath: `inset(0 ${String(100 - at)}% 0 0)` }}>
        <div className={styles.ground} />
        {before ? <Picture {...before} view={view} stage={stage} alt="Before" /> : gone && <Gone />}
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Divider"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(at)}
        aria-valuetext={`${String(Math.round(at))} % before`}
        className={styles.divider}
        style={{ left: `${String(at)}%` }}
        onKeyDown={keyDown}
        onPointerDown={drag}
        onPointerMove={drag}
      />
      <figcaption className={styles.caption}>
        Before
        {notes.before !== '' && <small>{notes.before}</small>}
      </figcaption>
      <div className={`${styles.caption ?? ''} ${styles.right ?? ''}`}>
        After
        <small>{notes.after}</small>
      </div>
    </figure>
  );
}
