import type { KeyboardEvent, PointerEvent } from 'react';
import { useRef } from 'react';
import type { ExportFrame } from '../../shared/export';
import type { PixelBox, PixelSize } from '../../shared/framing';
import { frameImage } from '../../shared/framing';
import { classNames } from '../ui/class-names';
import styles from './ExportPanel.module.css';

type FramePreviewProps = Readonly<{
  /** Address of the picture. */
  picture: string;
  size: PixelSize;
  frame: ExportFrame;
  /** A crop was moved: 0 is left or top, 1 right or bottom. */
  onMove: (part: Readonly<{ x: number } | { y: number }>) => void;
}>;

/** The room that the preview has, in CSS pixels. */
const ROOM: PixelSize = { width: 272, height: 272 };

/** An image with what the frame makes of it: the kept part, or the ground around it. */
export function FramePreview({ picture, size, frame, onMove }: FramePreviewProps) {
  const framing = frameImage(size, frame, null);
  const stage: PixelSize = frame.mode === 'pad' ? framing : size;
  const scale = Math.min(ROOM.width / stage.width, ROOM.height / stage.height);
  const inCss = ({ x, y, width, height }: PixelBox) => ({
    ...{ left: x * scale, top: y * scale, width: width * scale, height: height * scale },
  });
  const drawn = frame.mode === 'pad' ? framing.to : { x: 0, y: 0, ...size };
  const colour = frame.mode === 'pad' && frame.colour !== 'transparent' ? frame.colour : undefined;
  return (
    <div
      className={classNames(styles.stage, frame.mode === 'pad' && styles.padded)}
      style={{ width: stage.width * scale, height: stage.height * scale, background: colour }}
    >
      <img className={styles.picture} src={picture} alt="" draggable={false} style={inCss(drawn)} />
      {frame.mode === 'crop' && (
        <CropBox
          box={inCss(framing.from)}
          free={{ x: (size.width - framing.width) * scale, y: (size.height - framing.height) * scale }}
          frame={frame}
          onMove={onMove}
        />
      )}
    </div>
  );
}

type CropBoxProps = Readonly<{
  box: Readonly<{ left: number; top: number; width: number; height: number }>;
  /** How far it can be moved each way, in CSS pixels. The largest part of a ratio fills one of the two. */
  free: Readonly<{ x: number; y: number }>;
  frame: Readonly<{ x: number; y: number }>;
  onMove: FramePreviewProps['onMove'];
}>;

const STEPS: Readonly<Record<string, number>> = {
  ...{ ArrowLeft: -0.02, ArrowUp: -0.02, ArrowRight: 0.02, ArrowDown: 0.02 },
  ...{ PageUp: -0.1, PageDown: 0.1, Home: -1, End: 1 },
};

function CropBox({ box, free, frame, onMove }: CropBoxProps) {
  const grip = useRef<{ readonly at: number; readonly value: number } | null>(null);
  const axis = free.x >= free.y ? 'x' : 'y';
  const value = frame[axis];
  const move = (to: number): void => {
    const within = Math.min(1, Math.max(0, to));
    onMove(axis === 'x' ? { x: within } : { y: within });
  };
  const place = (event: PointerEvent): number => (axis === 'x' ? event.clientX : event.clientY);
  const keyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(value + step);
  };
  return (
    <div
      className={styles.crop}
      style={box}
      role="slider"
      tabIndex={0}
      aria-label="Kept part"
      aria-orientation={axis === 'x' ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value * 100)}
      aria-valuetext={`${String(Math.round(value * 100))} % from the ${axis === 'x' ? 'left' : 'top'}`}
      onKeyDown={keyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { at: place(event), value };
      }}
      onPointerMove={(event) => {
        if (grip.current && free[axis] > 0) move(grip.current.value + (place(event) - grip.current.at) / free[axis]);
      }}
      onPointerUp={() => (grip.current = null)}
      onPointerCancel={() => (grip.current = null)}
    />
  );
}
