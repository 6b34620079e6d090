import { useEffect } from 'react';
import type { ImageId } from '../../shared/ids';
import { modelOf } from '../store/draft';
import { commands, sync, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { bytes, dollars, imageCount } from '../ui/format';
import { thumbnailUrl } from '../ui/image-url';
import { Fact } from './Fact';
import styles from './Inspector.module.css';

const SHOWN = 9;

/** Several images at once: how many, how large, what they cost together. */
export function ManyFacts({ ids }: Readonly<{ ids: readonly ImageId[] }>) {
  const details = useStudio((state) => state.details);
  const maxSources = useStudio((state) => Math.max(3, modelOf(state.draft).sources.max));
  const key = ids.join();
  useEffect(() => {
    sync.wantImages(ids.slice(0, 500));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids in words: the array is a new one each time
  }, [key]);
  const known = ids.flatMap((id) => details.get(id) ?? []);
  const size = known.reduce((sum, image) => sum + image.bytes, 0);
  const cost = known.reduce(
    (sum, image) => sum + (image.origin && !image.origin.synthetic ? image.origin.estimate : 0),
    0,
  );
  const all = known.length === ids.length;
  return (
    <>
      <ul className={styles.many} aria-hidden>
        {ids.slice(0, SHOWN).map((id) => (
          <li key={id}>
            <img src={thumbnailUrl(id)} alt="" />
          </li>
        ))}
      </ul>
      <h2 className={styles.count}>{imageCount(ids.length)}</h2>
      {ids.length <= maxSources && (
        <div className={styles.actions}>
          <Button onClick={() => commands.useAsSources(ids)}>Edit together</Button>
        </div>
      )}
      <dl>
        <Fact name="Files">{`${all ? '' : 'more than '}${bytes(size)}`}</Fact>
        {cost > 0 && <Fact name="Cost">{`${all ? 'about' : 'more than'} ${dollars(cost)} · charged`}</Fact>}
      </dl>
    </>
  );
}
