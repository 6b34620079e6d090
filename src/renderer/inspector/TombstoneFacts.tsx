import { Trash2 } from 'lucide-react';
import type { Kin } from '../../shared/lineage';
import { Fact } from '../ui/Fact';
import { dateAndTime, pixels } from '../ui/format';
import { thumbnailUrl } from '../ui/image-url';
import { FORGOTTEN, GONE } from '../ui/kin-words';
import styles from './Inspector.module.css';

/** What is kept of an image that was removed for good. */
export function TombstoneFacts({ kin }: Readonly<{ kin: Kin }>) {
  const words = kin.prompt || kin.title;
  const hasSize = kin.width > 0 && kin.height > 0;
  return (
    <>
      {kin.state === 'gone' && (
        <div
          className={styles.hero}
          style={{ aspectRatio: hasSize ? `${String(kin.width)} / ${String(kin.height)}` : '3 / 2' }}
        >
          <img src={thumbnailUrl(kin.id, 0)} alt="" />
        </div>
      )}
      <div className={styles.special}>
        <Trash2 size={14} aria-hidden />
        <p>{kin.state === 'gone' ? GONE : FORGOTTEN}</p>
      </div>
      {words !== '' && (
        <section>
          <h2>{kin.prompt === '' ? 'Name' : 'Prompt'}</h2>
          <p className={styles.prompt}>{words}</p>
        </section>
      )}
      <section>
        <h2>{{ generation: 'Generation', edit: 'Edit', imported: 'Imported' }[kin.kind]}</h2>
        <dl>
          {hasSize && <Fact name="Size">{pixels(kin)}</Fact>}
          <Fact name={kin.kind === 'imported' ? 'Added' : 'Made'}>{dateAndTime(kin.createdAt)}</Fact>
        </dl>
      </section>
    </>
  );
}
