import { Lock, LockOpen } from 'lucide-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from '../ui/IconButton';
import { Segmented } from '../ui/Segmented';
import type { Zoom } from './use-zoom';
import styles from './Stage.module.css';
import { isZoomed } from './zoom';

const LEVELS = ['fit', 'full'] as const;
/** CSS pixels that one press of an arrow moves a part of an image by. */
const PAN = 80;

type ZoomControlsProps = Readonly<{
  zoom: Zoom;
  /** The place in the header that they are drawn in; null before it is in the page. */
  place: HTMLElement | null;
}>;

/** Fit, 100 % and what it is at now, whether it is kept for the next image, and the keys for all that. */
export function ZoomControls({ zoom, place }: ZoomControlsProps) {
  useEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      if (!inViewer(event.target) || !act(zoom, event)) return;
      event.preventDefault();
    };
    // Before the keys of the viewer itself, for whom arrows go to the next image.
    window.addEventListener('keydown', keyDown, true);
    return () => {
      window.removeEventListener('keydown', keyDown, true);
    };
  }, [zoom]);
  const whole = zoom.view.zoom === 1;
  const level = zoom.isFull ? 'full' : whole ? 'fit' : '';
  return (
    place &&
    createPortal(
      <>
        <span className={styles.percent} aria-label={`Shown at ${percent(zoom)}`}>
          {percent(zoom)}
        </span>
        <Segmented<'fit' | 'full' | ''>
          label="Zoom"
          values={LEVELS}
          value={level}
          text={(value) => (value === 'fit' ? 'Fit' : '100 %')}
          onChange={(value) => {
            if (value === 'full') zoom.full();
            else zoom.fit();
          }}
        />
        <IconButton
          label="Keep the zoom for the next image"
          icon={zoom.kept ? Lock : LockOpen}
          keys="L"
          aria-pressed={zoom.kept}
          onClick={zoom.toggleKept}
        />
      </>,
      place,
    )
  );
}

function inViewer(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest('[data-images="viewer"]') === null) return false;
  return target.closest('[role="radiogroup"], [role="slider"], input, textarea') === null;
}

/** Does what the key means for the zoom; false for a key that means nothing here. */
function act(zoom: Zoom, { key, shiftKey }: KeyboardEvent): boolean {
  const zoomed = isZoomed(zoom.view);
  if (key === '+' || key === '=') zoom.by(1.25);
  else if (key === '-') zoom.by(0.8);
  else if (key === 'z' && !shiftKey) (zoom.isFull ? zoom.fit : zoom.full)();
  else if (key === 'l' && !shiftKey) zoom.toggleKept();
  else if (key === 'ArrowUp' && zoomed) zoom.pan(0, PAN);
  else if (key === 'ArrowDown' && zoomed) zoom.pan(0, -PAN);
  else if (key === 'ArrowLeft' && zoomed && shiftKey) zoom.pan(PAN, 0);
  else if (key === 'ArrowRight' && zoomed && shiftKey) zoom.pan(-PAN, 0);
  else return false;
  return true;
}

function percent(zoom: Zoom): string {
  return `${String(Math.round(zoom.scale * 100))} %`;
}
