import type { Size } from '../../shared/model';
import { Picture } from '../stage/Picture';
import type { View } from '../stage/zoom';
import { boxOf } from '../stage/zoom';
import { useCompareState } from './compare-state';
import styles from './Compare.module.css';
import type { StageProps } from './Pane';
import type { Point } from './pointer-state';
import { usePointed } from './pointer-state';
import type { Side, Sides } from './sides';

type MarksProps = Pick<StageProps, 'zoom' | 'stage'> &
  Readonly<{
    sides: Sides;
    /** Whose pixels the loupe shows here; both, unless they have a stage each. */
    only?: Side;
  }>;

/** What lies over a stage where it is pointed at: the cross of the readout, and the loupe. */
export function Marks({ sides, only, zoom, stage }: MarksProps) {
  const loupe = useCompareState((state) => state.loupe);
  const readout = useCompareState((state) => state.readout);
  return loupe || readout ? <Pointed {...{ sides, only, zoom, stage, loupe, readout }} /> : null;
}

type PointedProps = Omit<MarksProps, 'only'> & Readonly<{ only: Side | undefined; loupe: boolean; readout: boolean }>;

function Pointed({ sides, only, zoom, stage, loupe, readout }: PointedProps) {
  const { point } = usePointed();
  if (!point) return null;
  const box = boxOf(zoom.view, stage, sides.frame);
  const scale = box.width / sides.frame.width;
  // In the middle of the pixel that is meant.
  const x = box.left + (Math.floor(point.x) + 0.5) * scale;
  const y = box.top + (Math.floor(point.y) + 0.5) * scale;
  const style = { left: x, top: y };
  return (
    <>
      {readout && <div className={styles.cross} style={style} aria-hidden />}
      {loupe && (
        <Loupe
          of={only ? [only] : [sides.before, sides.after]}
          {...{ stage, point, scale }}
          frame={sides.frame}
          at={{ x, y }}
        />
      )}
    </>
  );
}

/** Of one picture under the loupe, in CSS pixels. */
const GLASS = { width: 152, height: 152 };
/** From what is pointed at, in CSS pixels. */
const APART = 18;
/** What a mode has to set and the colours that are read lie there, from the lower edge of a stage, in CSS pixels. */
const FOOT = 92;

type LoupeProps = Readonly<{
  of: readonly Side[];
  stage: Size;
  frame: Size;
  point: Point;
  /** CSS pixels per unit of the frame, as it is seen without the loupe. */
  scale: number;
  /** Where on the stage it is pointed at. */
  at: Point;
}>;

function Loupe({ of, stage, frame, point, scale, at }: LoupeProps) {
  const view = loupeView(frame, point, scale);
  const width = GLASS.width * of.length;
  const left = at.x + APART + width > stage.width ? at.x - APART - width : at.x + APART;
  // It is beside the point anyhow: up and down it only has to keep clear of the foot.
  const top = Math.min(at.y + APART, stage.height - FOOT - GLASS.height);
  return (
    <div className={styles.loupe} style={{ left: Math.max(0, left), top: Math.max(0, top) }} aria-hidden>
      {of.map(({ name, shown, place }) => (
        <div key={name} className={styles.glass} style={GLASS}>
          {shown?.image.displayable === true && <Picture {...shown} view={view} stage={GLASS} place={place} alt="" />}
          <span>{name}</span>
        </div>
      ))}
    </div>
  );
}

/** The point in the middle of the glass, each pixel eight times as large as on the screen, and larger than beside it. */
function loupeView(frame: Size, point: Point, scale: number): View {
  const fit = Math.min(GLASS.width / frame.width, GLASS.height / frame.height);
  const enlarged = Math.max(8 / window.devicePixelRatio, scale * 2);
  return { zoom: enlarged / fit, x: point.x / frame.width, y: point.y / frame.height };
}
