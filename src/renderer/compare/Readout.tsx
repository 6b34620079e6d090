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
  return on ? <Values {...props} /> : null;
}

function Values({ sides, desk }: ReadoutProps) {
  const { point, by } = usePointed();
  const { frame } = sides;
  const [values, setValues] = useState<readonly Pixel[]>([]);
  useEffect(
    () => pointTo({ x: Math.floor(frame.width / 2), y: Math.floor(frame.height / 2) }, 'keys'),
    [frame.width, frame.height],
  );
  const orders = point ? [pixelOf(sides.before, point), pixelOf(sides.after, point)] : [];
  const of = JSON.stringify(orders);
  useEffect(() => {
    if (orders.length === 0) return;
    void desk.read({ pixels: orders }).then((pixels) => {
      if (pixels) setValues(pixels);
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the pixels in words: the objects are new ones each time
  }, [of, desk]);
  const at = orders[1]?.area ?? null;
  const [before = null, after = null] = values;
  return (
    <div className={styles.readout}>
      <span>{at ? `x ${String(at.x)}, y ${String(at.y)}` : 'beside After'}</span>
      <Value name="Before" pixel={before} />
      <Value name="After" pixel={after} />
      {/* Said where keys led; a pointer that sweeps over thousands of pixels would never let it finish. */}
      <p className="visually-hidden" role="status">
        {by === 'keys' ? pixelWords(at, before, after) : ''}
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
