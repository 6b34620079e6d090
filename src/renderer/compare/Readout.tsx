import { useEffect, useState } from 'react';
import { useCompareState } from './compare-state';
import styles from './Compare.module.css';
import type { PixelDesk } from './pixel-desk';
import type { Pixel } from './pixel-orders';
import { hexOf, pixelWords } from './pixel-words';
import { pointTo, usePointed } from './pointer-state';
import type { Sides } from './sides';
import { pixelOf } from './sides';

type ReadoutProps = Readonly<{ sides: Sides; desk: PixelDesk }>;

/** The colours of both pictures where it is pointed at, while that is wanted. */
export function Readout(props: ReadoutProps) {
  const on = useCompareState(({ readout }) => readout);
  return on ? <ReadValues {...props} /> : null;
}

/** The colours that were read last, and of what. */
interface Values {
  readonly of: string;
  readonly pixels: readonly Pixel[];
}

function ReadValues({ sides, desk }: ReadoutProps) {
  const { point, by } = usePointed();
  const { frame } = sides;
  const [values, setValues] = useState<Values>({ of: '', pixels: [] });
  useEffect(
    () => pointTo({ x: Math.floor(frame.width / 2), y: Math.floor(frame.height / 2) }, 'keys'),
    [frame.width, frame.height],
  );
  const orders = point ? [pixelOf(sides.before, point), pixelOf(sides.after, point)] : [];
  const of = JSON.stringify(orders);
  useEffect(() => {
    if (orders.length === 0) return undefined;
    let stale = false;
    void desk.read({ pixels: orders }).then((pixels) => {
      if (pixels || !stale) setValues({ of, pixels: pixels ?? [] });
    });
    return () => {
      stale = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the pixels in words: the objects are new ones each time
  }, [of, desk]);
  const at = orders[1]?.area ?? null;
  const [before = null, after = null] = values.pixels;
  return (
    <div className={styles.readout}>
      <span>{at ? `x ${String(at.x)}, y ${String(at.y)}` : 'beside After'}</span>
      <Value name="Before" pixel={before} />
      <Value name="After" pixel={after} />
      {/* Said where keys led, and only with the colours of that place; a pointer that sweeps over thousands of pixels would never let it finish. */}
      <p className="visually-hidden" role="status">
        {by === 'keys' && values.of === of ? pixelWords(at, before, after) : ''}
      </p>
    </div>
  );
}

function Value({ name, pixel }: Readonly<{ name: string; pixel: Pixel }>) {
  return (
    <span>
      {name} <i style={pixel ? { background: hexOf(pixel) } : {}} /> <code>{pixel ? hexOf(pixel) : '–'}</code>
    </span>
  );
}
