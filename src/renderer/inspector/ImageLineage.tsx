import { GitFork } from 'lucide-react';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Kin } from '../../shared/lineage';
import { isTombstone } from '../../shared/lineage';
import { store, useStudio } from '../store/studio';
import { imageCount } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { thumbnailUrl } from '../ui/image-url';
import { kinTitle } from '../ui/kin-words';
import styles from './ImageLineage.module.css';
import { relativesOf } from './relatives';
import { useNearKin } from './use-near-kin';

/** So many of a kind are shown; the lineage shows all. */
const MOST = 6;

/** What the image was made from and what was made from it, where there is anything of the kind. */
export function ImageLineage({ image }: Readonly<{ image: LibraryImage }>) {
  const family = useNearKin(image.id);
  const { parents, children, unknown } = relativesOf(image, family);
  if (parents.length + children.length + unknown === 0) return null;
  const showLineage = (): void => {
    store.getState().lookAt(image.id, 'lineage');
  };
  return (
    <section>
      <div className={styles.heading}>
        <h2>Lineage</h2>
        <IconButton label="Show lineage" icon={GitFork} onClick={showLineage} />
      </div>
      <Relatives name="Made from" kin={parents} showAll={showLineage} />
      {unknown > 0 && <p className={styles.unknown}>{`${imageCount(unknown)} that this library does not know.`}</p>}
      <Relatives name="Made from it" kin={children} showAll={showLineage} />
    </section>
  );
}

type RelativesProps = Readonly<{ name: string; kin: readonly Kin[]; showAll: () => void }>;

function Relatives({ name, kin, showAll }: RelativesProps) {
  if (kin.length === 0) return null;
  const more = kin.length - MOST;
  return (
    <div className={styles.relatives}>
      <h3>{name}</h3>
      <ul aria-label={name}>
        {kin.slice(0, MOST).map((one) => (
          <li key={one.id}>
            <Relative kin={one} showAll={showAll} />
          </li>
        ))}
        {more > 0 && (
          <li>
            <button type="button" className={styles.more} aria-label={`${imageCount(more)} more`} onClick={showAll}>
              {`+${more.toLocaleString('en')}`}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

/** One that was deleted for good can't be opened: it is shown among its family. */
function Relative({ kin, showAll }: Readonly<{ kin: Kin; showAll: () => void }>) {
  const version = useStudio((state) => state.versions.get(kin.id) ?? 0);
  const label = `${STATES[kin.state]}${kinTitle(kin)}`;
  const open = (id: ImageId): void => {
    store.getState().open(id);
  };
  return (
    <button
      type="button"
      className={styles.relative}
      data-state={kin.state}
      aria-label={label}
      title={label}
      onClick={() => (isTombstone(kin) ? showAll() : open(kin.id))}
    >
      {kin.state !== 'forgotten' && <img src={thumbnailUrl(kin.id, version)} alt="" loading="lazy" />}
    </button>
  );
}

const STATES: Readonly<Record<Kin['state'], string>> = {
  here: '',
  trashed: 'In the trash: ',
  gone: 'Deleted: ',
  forgotten: '',
};
