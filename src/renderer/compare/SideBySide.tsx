import styles from './Compare.module.css';
import { Marks } from './Marks';
import type { StageProps } from './Pane';
import { Pane } from './Pane';
import { Caption, SidePicture } from './SidePicture';
import type { Sides } from './sides';

/** Both pictures whole, beside each other. */
export function SideBySide({ sides, ...shared }: StageProps & Readonly<{ sides: Sides }>) {
  const { view } = shared.zoom;
  return (
    <div className={styles.pair}>
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
