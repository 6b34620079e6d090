import { useState } from 'react';
import type { Size } from '../../shared/model';
import { Picture } from '../stage/Picture';
import stage_ from '../stage/Stage.module.css';
import type { View } from '../stage/zoom';
import { thumbnailUrl } from '../ui/image-url';
import styles from './Compare.module.css';
import type { Side } from './sides';

type SidePictureProps = Readonly<{ side: Side; view: View; stage: Size }>;

/** The picture of one side in its place, or why there is none. */
export function SidePicture({ side, view, stage }: SidePictureProps) {
  const { shown, gone, place, name } = side;
  if (shown) return <Picture {...shown} view={view} stage={stage} place={place} alt={name} />;
  return gone ? <Gone key={side.id} side={side} /> : null;
}

/** A source that is no longer in the library: its thumbnail may be kept, and is better than nothing. */
function Gone({ side: { id, name } }: Readonly<{ side: Side }>) {
  const [kept, setKept] = useState(true);
  return (
    <div className={stage_.missing}>
      {kept && <img className={styles.remembered} src={thumbnailUrl(id)} alt={name} onError={() => setKept(false)} />}
      <p>The source is not in the library{kept ? ' any more; this is its preview.' : '.'}</p>
    </div>
  );
}

/** The name of a side over its picture, and what is known of it. */
export function Caption({ side, right = false }: Readonly<{ side: Side; right?: boolean }>) {
  return (
    <figcaption className={styles.caption} data-right={right}>
      {side.name}
      {side.note !== '' && <small>{side.note}</small>}
    </figcaption>
  );
}
