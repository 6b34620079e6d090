import { useEffect } from 'react';
import { Segmented } from '../ui/Segmented';
import type { Zoom } from './use-zoom';
import styles from './Viewer.module.css';

const LEVELS = ['fit', 'full'] as const;

/** Fit and 100 %, and the keys that zoom, for the view on show. */
export function ZoomControls({ zoom }: Readonly<{ zoom: Zoom }>) {
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
    <div className={styles.zoom}>
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
    </div>
  );
}
