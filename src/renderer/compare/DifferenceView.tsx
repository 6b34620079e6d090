import { useEffect, useRef, useState } from 'react';
import type { Size } from '../../shared/model';
import stage_ from '../stage/Stage.module.css';
import type { Rect } from '../stage/zoom';
import { rectOn } from '../stage/zoom';
import { compareState, useCompareState } from './compare-state';
import styles from './Compare.module.css';
import { shareWords } from './difference';
import { Marks } from './Marks';
import type { StageProps } from './Pane';
import { Pane } from './Pane';
import type { PixelDesk } from './pixel-desk';
import { Caption } from './SidePicture';
import type { Sides } from './sides';
import { pictureUnder } from './sides';

type DifferenceViewProps = StageProps & Readonly<{ sides: Sides; desk: PixelDesk }>;

/** What changed, pixel by pixel, and how much of it. */
export function DifferenceView({ sides, desk, ...shared }: DifferenceViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { share, problem } = useDifference(sides, desk, canvas);
  const { overlap } = sides;
  const box = overlap && rectOn(shared.zoom.view, shared.stage, sides.frame, overlap);
  const words = share === null ? '' : shareWords(share);
  return (
    <Pane
      {...shared}
      id={undefined}
      over={
        <>
          <Caption side={sides.before} />
          <Caption side={sides.after} right />
          <p className={styles.share} role="status" hidden={words === ''}>
            {words}
          </p>
          <Marks sides={sides} {...shared} />
        </>
      }
    >
      {problem === '' && overlap && box ? (
        <canvas
          ref={canvas}
          role="img"
          aria-label={words === '' ? 'Difference' : `Difference: ${words}`}
          className={stage_.picture}
          style={{
            transform: `translate(${String(box.left)}px, ${String(box.top)}px)`,
            width: box.width,
            height: box.height,
            imageRendering: box.width / overlap.width > 6 ? 'pixelated' : 'auto',
          }}
        />
      ) : (
        <div className={stage_.missing} role="alert">
          <p>{problem === '' ? whyNone(sides) : problem}</p>
        </div>
      )}
    </Pane>
  );
}

/** More pixels than this are compared at a smaller size: each takes nine bytes while it is looked at. */
const MOST_PIXELS = 4096 * 4096;

/** The size that an area is compared at, in pixels. */
function sizeFor({ width, height }: Rect): Size {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

interface Found {
  readonly of: string;
  readonly share: number | null;
  readonly problem: string;
}

/** Has the difference drawn on the canvas, anew for each change of pictures or look. */
function useDifference(
  { before, after, overlap }: Sides,
  desk: PixelDesk,
  canvas: React.RefObject<HTMLCanvasElement | null>,
): Pick<Found, 'share' | 'problem'> {
  const look = useCompareState(({ difference }) => difference);
  const pictures = overlap && { before: pictureUnder(before, overlap), after: pictureUnder(after, overlap) };
  const of = JSON.stringify([pictures, overlap]);
  const [found, setFound] = useState<Found>({ of, share: null, problem: '' });
  useEffect(() => {
    if (!pictures?.before || !pictures.after || !overlap) return undefined;
    let stale = false;
    const urls = { before: pictures.before.url, after: pictures.after.url };
    const order = { before: pictures.before, after: pictures.after, size: sizeFor(overlap), look };
    void desk.difference(order).then((result) => {
      if (result === null) return;
      if ('unread' in result) {
        if (!stale) setFound({ of, share: null, problem: whyUnread(result.unread, urls) });
        return;
      }
      if (stale) {
        result.bitmap.close();
        return;
      }
      canvas.current?.setAttribute('data-took', result.took.toFixed(1));
      canvas.current?.getContext('bitmaprenderer')?.transferFromImageBitmap(result.bitmap);
      setFound({ of, share: result.share, problem: '' });
    });
    return () => {
      stale = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the pictures in words: the objects are new ones each time
  }, [of, look, desk]);
  return found.of === of ? found : { share: null, problem: '' };
}

function whyUnread(urls: readonly string[], { before, after }: Readonly<{ before: string; after: string }>): string {
  if (urls.includes(before)) return 'The file of Before can’t be read, so nothing can be compared with it.';
  if (urls.includes(after)) return 'The file of After can’t be read, so nothing can be compared with it.';
  return 'There is not enough memory to compare these two pixel by pixel.';
}

function whyNone({ before, after }: Sides): string {
  if (before.gone) return 'The source is not in the library, so there is nothing to compare with.';
  if (before.shown && !before.shown.image.displayable) return 'Before can’t be displayed, so nothing can be compared.';
  if (after.shown && !after.shown.image.displayable) return 'After can’t be displayed, so nothing can be compared.';
  return before.shown ? 'The two pictures have no part in common.' : '';
}

/** Changes what of the differences is seen. */
export function setDifference(change: Partial<ReturnType<typeof compareState.getState>['difference']>): void {
  compareState.setState(({ difference }) => ({ difference: { ...difference, ...change } }));
}
