import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { Segmented } from '../ui/Segmented';
import type { Zoom } from './use-zoom';

const LEVELS = ['fit', 'full'] as const;

type ZoomControlsProps = Readonly<{
  zoom: Zoom;
  /** The place in the header that they are drawn in; null before it is in the page. */
  place: HTMLElement | null;
}>;

/** Fit and 100 %, and the keys that zoom, for the view on show. */
export function ZoomControls({ zoom, place }: ZoomControlsProps) {
  useEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const inViewer = event.target instanceof Element && event.target.closest('[data-images="viewer"]') !== null;
      if (!inViewer) return;
      if (event.key === '+' || event.key === '=') zoom.by(1.25);
      else if (event.key === '-') zoom.by(0.8);
    };
    window.addEventListener('keydown', keyDown);
    return () => {
      window.removeEventListener('keydown', keyDown);
    };
  }, [zoom]);
  const level = zoom.isFull ? 'full' : zoom.view.zoom === 1 ? 'fit' : '';
  return (
    place &&
    createPortal(
      <Segmented<'fit' | 'full' | ''>
        label="Zoom"
        values={LEVELS}
        value={level}
        text={(value) => (value === 'fit' ? 'Fit' : '100 %')}
        onChange={(value) => {
          if (value === 'full') zoom.full();
          else zoom.fit();
        }}
      />,
      place,
    )
  );
}
