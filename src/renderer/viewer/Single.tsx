import { dragOut } from '../stage/drag-out';
import { Picture } from '../stage/Picture';
import styles from '../stage/Stage.module.css';
import { useZoom } from '../stage/use-zoom';
import type { Shown } from '../stage/use-shown';
import { isZoomed } from '../stage/zoom';
import { ZoomControls } from '../stage/ZoomControls';
import { firstLine } from '../ui/format';
import { useSize } from '../ui/use-size';

type SingleProps = Shown & Readonly<{ zoomPlace: HTMLElement | null }>;

/** One image, large. While it is whole, dragging it takes its file out. */
export function Single({ image, version, zoomPlace }: SingleProps) {
  const [measure, stage] = useSize();
  const zoom = useZoom(image.id, stage, image);
  const { attach, view, handlers } = zoom;
  return (
    <div className={styles.stage}>
      <div ref={attach} className={styles.pane} data-zoomed={isZoomed(view)} {...dragOut(view, image.id)} {...handlers}>
        <div ref={measure} className={styles.fill}>
          <Picture image={image} version={version} view={view} stage={stage} alt={firstLine(image.title)} />
        </div>
      </div>
      <ZoomControls zoom={zoom} place={zoomPlace} />
    </div>
  );
}
