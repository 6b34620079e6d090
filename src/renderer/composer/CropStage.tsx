import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useRef } from 'react';
import type { PixelSize } from '../../shared/framing';
import type { Crop } from '../../shared/recipe';
import { needsOriginal, originalUrl, thumbnailUrl } from '../ui/image-url';
import type { Handle } from './crop-box';
import { resized, within } from './crop-box';
import styles from './SourcePanels.module.css';
import type { SourceThumb } from './use-source-thumbs';

type CropStageProps = Readonly<{
  source: SourceThumb;
  crop: Crop;
  /** Width by height, kept while sides are moved; null for none. */
  ratio: number | null;
  onChange: (crop: Crop) => void;
}>;

/** The room of the picture, in CSS pixels. */
const ROOM: PixelSize = { width: 360, height: 270 };

const HANDLES: readonly (Handle & { readonly name: string })[] = [
  { x: -1, y: -1, name: 'Top left corner' },
  { x: 1, y: -1, name: 'Top right corner' },
  { x: -1, y: 1, name: 'Bottom left corner' },
  { x: 1, y: 1, name: 'Bottom right corner' },
];

/** The picture with the part that is kept: it is moved, and its corners are pulled, by pointer and by arrow keys. */
export function CropStage({ source, crop, ratio, onChange }: CropStageProps) {
  const { id, version, width, height } = source;
  const size = { width, height };
  const scale = Math.min(ROOM.width / width, ROOM.height / height);
  const shown = { width: width * scale, height: height * scale };
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => part.current?.focus(), []);
  const sharp = needsOriginal(Math.max(shown.width, shown.height) * window.devicePixelRatio);
  const move = (from: Crop, by: PixelSize): void =>
    onChange(within({ ...from, x: from.x + by.width, y: from.y + by.height }, size));
  const inCss = { left: crop.x * scale, top: crop.y * scale, width: crop.width * scale, height: crop.height * scale };
  return (
    <div className={styles.stage} style={shown}>
      <img src={sharp ? originalUrl(id, version) : thumbnailUrl(id, version)} alt="" draggable={false} style={shown} />
      <div className={styles.left}>
        <div style={inCss} />
      </div>
      <div
        ref={part}
        className={styles.part}
        style={inCss}
        role="group"
        tabIndex={0}
        aria-label={`Kept part: ${String(crop.width)} × ${String(crop.height)} pixels, ${String(crop.x)} from the left, ${String(crop.y)} from the top`}
        onKeyDown={byArrows((by) => move(crop, by))}
        onPointerDown={byPointer(scale, (by) => move(crop, by))}
      >
        {HANDLES.map(({ name, ...handle }) => (
          <button
            key={name}
            type="button"
            aria-label={name}
            className={styles.handle}
            style={{ left: handle.x < 0 ? 0 : '100%', top: handle.y < 0 ? 0 : '100%' }}
            data-slant={handle.x === handle.y ? 'down' : 'up'}
            onKeyDown={byArrows((by) => onChange(resized(crop, size, handle, by, ratio)))}
            onPointerDown={byPointer(scale, (by) => onChange(resized(crop, size, handle, by, ratio)))}
          />
        ))}
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, PixelSize>> = {
  ArrowLeft: { width: -1, height: 0 },
  ArrowRight: { width: 1, height: 0 },
  ArrowUp: { width: 0, height: -1 },
  ArrowDown: { width: 0, height: 1 },
};

/** Arrows move by a pixel of the picture, with Shift by ten. */
function byArrows(act: (by: PixelSize) => void) {
  return (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const times = event.shiftKey ? 10 : 1;
    act({ width: step.width * times, height: step.height * times });
  };
}

/** Follows the pointer from the press on; `act` is told how far it is from there, in pixels of the picture. */
function byPointer(scale: number, act: (by: PixelSize) => void) {
  return (press: PointerEvent): void => {
    if (press.button !== 0) return;
    press.stopPropagation();
    const move = (event: globalThis.PointerEvent): void =>
      act({ width: (event.clientX - press.clientX) / scale, height: (event.clientY - press.clientY) / scale });
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  };
}
