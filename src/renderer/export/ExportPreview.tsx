import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ExportPlan } from '../../shared/export';
import { exportShape } from '../../shared/export-shape';
import { ratioText } from '../../shared/framing';
import type { ImageFormat } from '../../shared/image';
import type { ImageId } from '../../shared/ids';
import { readFacets } from '../../shared/library';
import { useStudio } from '../store/studio';
import { formatName, pixels } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { thumbnailUrl } from '../ui/image-url';
import styles from './ExportPanel.module.css';
import { FramePreview } from './FramePreview';

type ExportPreviewProps = Readonly<{
  ids: readonly ImageId[];
  at: number;
  plan: ExportPlan;
  onStep: (at: number) => void;
  onMove: (part: Readonly<{ x: number } | { y: number }>) => void;
}>;

/** One of the images as it will come out, and the way to the others. */
export function ExportPreview({ ids, at, plan, onStep, onMove }: ExportPreviewProps) {
  const columns = useStudio((state) => state.columns);
  const id = ids[at];
  const version = useStudio((state) => (id ? (state.versions.get(id) ?? 0) : 0));
  const place = id === undefined ? -1 : (columns?.places.ofId(id) ?? -1);
  const size = { width: columns?.widths[place] ?? 0, height: columns?.heights[place] ?? 0 };
  const { format } = readFacets(columns?.facets[place] ?? 0);
  const isShown = id !== undefined && size.width > 0;
  return (
    <div className={styles.preview}>
      <div className={styles.room}>
        {isShown ? (
          <FramePreview picture={thumbnailUrl(id, version)} size={size} frame={plan.frame} onMove={onMove} />
        ) : (
          <p className={styles.hint}>This image can’t be displayed.</p>
        )}
      </div>
      <p className={styles.made}>{isShown && <Made image={{ ...size, format }} plan={plan} />}</p>
      {ids.length > 1 && (
        <div className={styles.steps}>
          <IconButton label="Previous image" icon={ChevronLeft} disabled={at === 0} onClick={() => onStep(at - 1)} />
          <span>
            {(at + 1).toLocaleString('en')} of {ids.length.toLocaleString('en')}
          </span>
          <IconButton
            label="Next image"
            icon={ChevronRight}
            disabled={at >= ids.length - 1}
            onClick={() => onStep(at + 1)}
          />
        </div>
      )}
    </div>
  );
}

type MadeProps = Readonly<{ image: { width: number; height: number; format: ImageFormat }; plan: ExportPlan }>;

function Made({ image, plan }: MadeProps) {
  const shape = exportShape(image, plan);
  const isOther = shape.width !== image.width || shape.height !== image.height;
  return (
    <>
      <b>
        {pixels(shape)} <span>{ratioText(shape)}</span>
      </b>
      {formatName(shape.format)}
      {isOther && `, from ${pixels(image)} (${ratioText(image)})`}
    </>
  );
}
