import { useEffect, useMemo } from 'react';
import type { ImageId } from '../../shared/ids';
import type { OrganiseChange } from '../../shared/organise';
import { whyNoChange } from '../store/connection';
import { draftOf, modelOf } from '../store/draft';
import { commands, store, sync, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { bytes, dollars, imageCount } from '../ui/format';
import { thumbnailUrl } from '../ui/image-url';
import { Marks } from '../ui/Marks';
import { commonMarks } from './common-marks';
import { Fact } from '../ui/Fact';
import styles from './Inspector.module.css';
import { Note } from './Note';
import { sharedTags } from '../ui/tag-words';
import { ImageTags } from './ImageTags';

const SHOWN = 9;
/** Images whose tags and notes are looked at; what is set goes to all of them. */
const LOOKED_AT = 500;

/** Several images at once: what they have in common, and the ways to give all of them the same. */
export function ManyFacts({ ids }: Readonly<{ ids: readonly ImageId[] }>) {
  const details = useStudio((state) => state.details);
  const versions = useStudio((state) => state.versions);
  const columns = useStudio((state) => state.columns);
  const locked = useStudio(whyNoChange);
  const maxSources = useStudio((state) => Math.max(3, modelOf(draftOf(state).recipe).sources.max));
  const key = useMemo(() => ids.join(), [ids]);
  useEffect(() => {
    sync.wantImages(ids.slice(0, LOOKED_AT));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids in words: the array is a new one each time
  }, [key]);
  const values = useMemo(() => commonMarks(columns, ids), [columns, ids]);
  const known = ids.slice(0, LOOKED_AT).flatMap((id) => details.get(id) ?? []);
  const notes = new Set(known.map(({ note }) => note));
  const prompts = new Set(known.map(({ recipe }) => recipe?.prompt));
  const [prompt] = prompts;
  const organise = (change: OrganiseChange): Promise<boolean> => commands.organise(ids, change);
  return (
    <>
      <ul className={styles.many} aria-hidden>
        {ids.slice(0, SHOWN).map((id) => (
          <li key={id}>
            <img src={thumbnailUrl(id, versions.get(id))} alt="" />
          </li>
        ))}
      </ul>
      <h2 className={styles.count}>{imageCount(ids.length)}</h2>
      <Marks values={values} locked={locked} onChange={(change) => void organise(change)} />
      <div className={styles.actions}>
        {ids.length <= maxSources && <Button onClick={() => commands.useAsSources(ids)}>Edit together</Button>}
        <Button onClick={() => commands.editEach(ids)}>Edit each</Button>
        <Button onClick={() => store.getState().askExport(ids)}>Export…</Button>
      </div>
      {known.length === ids.length && prompts.size === 1 && prompt !== undefined && (
        <section>
          <h2>Prompt</h2>
          <p className={styles.prompt}>{prompt}</p>
        </section>
      )}
      <ImageTags key={`tags ${key}`} tags={sharedTags(known)} locked={locked} organise={organise} />
      {ids.length > LOOKED_AT && (
        <p className={styles.badge}>
          Tags and notes as the first {String(LOOKED_AT)} have them; a change is made to all{' '}
          {ids.length.toLocaleString('en')}.
        </p>
      )}
      <Note
        key={`note ${key}`}
        note={notes.size > 1 ? null : ([...notes][0] ?? '')}
        locked={locked}
        onChange={(note) => organise({ kind: 'note', note })}
      />
      <Sums ids={ids} />
    </>
  );
}

/** How large they are and what they cost together; of many the details are not known, and it says so. */
function Sums({ ids }: Readonly<{ ids: readonly ImageId[] }>) {
  const details = useStudio((state) => state.details);
  const columns = useStudio((state) => state.columns);
  const size = useMemo(
    () => ids.reduce((sum, id) => sum + (columns?.bytes[columns.places.ofId(id)] ?? 0), 0),
    [columns, ids],
  );
  const known = ids.flatMap((id) => details.get(id) ?? []);
  const cost = known.reduce(
    (sum, image) => sum + (image.origin && !image.origin.synthetic ? image.origin.estimate : 0),
    0,
  );
  return (
    <dl>
      <Fact name="Files">{bytes(size)}</Fact>
      {cost > 0 && (
        <Fact name="Cost">{`${known.length === ids.length ? 'about' : 'more than'} ${dollars(cost)} · charged`}</Fact>
      )}
    </dl>
  );
}
