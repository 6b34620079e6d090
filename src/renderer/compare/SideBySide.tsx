import { useSize } from '../ui/use-size';
import styles from './Compare.module.css';
import { isStacked } from './mapping';
import { Marks } from './Marks';
import type { StageProps } from './Pane';
import { Pane } from './Pane';
import { Caption, SidePicture } from './SidePicture';
import type { Sides } from './sides';

/** Both pictures whole, beside each other; strips above each other. */
export function SideBySide({ sides, ...shared }: StageProps & Readonly<{ sides: Sides }>) {
  const [measure, area] = useSize();
  const { view } = shared.zoom;
  return (
    <div ref={measure} className={styles.pair} data-stacked={isStacked(area, sides.frame)}>
      {[sides.before, sides.after].map((side, at) => (
        <Pane
          key={side.name}
          {...shared}
          measure={at === 0 ? shared.measure : null}
          id={side.shown?.image.id}
          over={
            <>
              <Caption side={side} />
              <Marks sides={sides} only={side} {...shared} />
            </>
          }
        >
          <SidePicture side={side} view={view} stage={shared.stage} />
        </Pane>
      ))}
    </div>
  );
}
