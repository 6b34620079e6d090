import { firstLine } from '../ui/format';
import { useSize } from '../ui/use-size';
import type { Shown } from './Compare';
import { dragOut } from './drag-out';
import { Picture } from './Picture';
import { useZoom } from './use-zoom';
import styles from './Viewer.module.css';
import { isZoomed } from './zoom';
import { ZoomControls } from './ZoomControls';

type SingleProps = Shown & Readonly<{ zoomPlace: HTMLElement | null }>;

/** One image, large. While it is whole, dragging it takes its file out. */
export function Single({ image, version, zoomPlace }: SingleProps) {
  const [measure, stage] = useSize();
  const zoom = useZoom(image.id, stage, image);
  const { attach, view, handlers } = zoom;
  return (
    <div className={styles.compare}>
      <div ref={attach} className={styles.pane} data-zoomed={isZoomed(view)} {...dragOut(view, image.id)} {...handlers}>
        <div ref={measure} className={styles.fill}>
          <Picture image={image} version={version} view={view} stage={stage} alt={firstLine(image.title)} />
        </div>
      </div>
      <ZoomControls zoom={zoom} place={zoomPlace} />
    </div>
  );
}
