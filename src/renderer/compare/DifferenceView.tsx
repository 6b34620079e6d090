import { useEffect, useRef, useState } from 'react';
import stage_ from '../stage/Stage.module.css';
import { rectOn } from '../stage/zoom';
import { pixels } from '../ui/format';
import { compareState, useCompareState } from './compare-state';
import { shareWords } from './difference';
import { comparedSize } from './mapping';
import { Marks } from './Marks';
import { DifferenceOptions } from './ModeOptions';
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
  const { overlap } = sides;
  const { share, problem } = useDifference(sides, desk, canvas);
  const box = overlap && rectOn(shared.zoom.view, shared.stage, sides.frame, overlap);
  const size = overlap && comparedSize(overlap);
  const words = share === null ? '' : shareWords(share);
  const note = size?.isSmaller === true ? `compared at ${pixels(size)}` : '';
  const said = [words, note].filter((part) => part !== '').join(', ');
  return (
    <>
      <Pane
        {...shared}
        id={undefined}
        over={
          <>
            <Caption side={sides.before} />
            <Caption side={sides.after} right />
            <Marks sides={sides} {...shared} />
          </>
        }
      >
        {overlap && box && (
          <canvas
            ref={canvas}
            role="img"
            aria-label={words === '' ? 'Difference' : `Difference: ${said}`}
            // In the page also while there is nothing on it: what was of other pictures must not be taken for these.
            hidden={share === null}
            className={stage_.picture}
            style={{
              transform: `translate(${String(box.left)}px, ${String(box.top)}px)`,
              width: box.width,
              height: box.height,
              imageRendering: box.width / overlap.width > 6 ? 'pixelated' : 'auto',
            }}
          />
        )}
        {(problem !== '' || !overlap) && (
          <div className={stage_.missing} role="alert">
            <p>{problem === '' ? whyNone(sides) : problem}</p>
          </div>
        )}
      </Pane>
      {problem === '' && overlap && <DifferenceOptions share={words} note={note} />}
    </>
  );
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
    const { width, height } = comparedSize(overlap);
    const urls = { before: pictures.before.url, after: pictures.after.url };
    const order = { before: pictures.before, after: pictures.after, size: { width, height }, look };
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
      if (look.gain === null) compareState.setState({ gain: result.gain });
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
