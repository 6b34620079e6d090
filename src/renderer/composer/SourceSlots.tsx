import { Plus, X } from 'lucide-react';
import type { ImageId } from '../../shared/ids';
import { thumbnailUrl } from '../ui/image-url';
import { Tip } from '../ui/Tip';
import styles from './SourceSlots.module.css';

/** A source as the composer shows it. */
export interface SourceThumb {
  readonly id: ImageId;
  readonly title: string;
  readonly version: number;
}

type SourceSlotsProps = Readonly<{
  sources: readonly SourceThumb[];
  /** How many an edit takes. */
  max: number;
  describedBy?: string | undefined;
  onAdd: () => void;
  onRemove: (id: ImageId) => void;
}>;

/** The images that an edit starts from, in the order in which they are sent, and the slot for the next one. */
export function SourceSlots({ sources, max, describedBy, onAdd, onRemove }: SourceSlotsProps) {
  return (
    <div className={styles.slots}>
      <ul className={styles.list} aria-label="Source images" aria-describedby={describedBy}>
        {sources.map((source, index) => (
          <li key={source.id} className={styles.slot}>
            <img className={styles.thumb} src={thumbnailUrl(source.id, source.version)} alt={source.title} />
            <Tip text="Remove">
              <button
                type="button"
                className={styles.remove}
                aria-label={`Remove source ${String(index + 1)}`}
                onClick={() => onRemove(source.id)}
              >
                <X size={10} strokeWidth={2.5} aria-hidden />
              </button>
            </Tip>
          </li>
        ))}
      </ul>
      {sources.length < max && (
        <Tip text={sources.length === 0 ? 'Add an image to edit' : 'Add another source image'}>
          <button type="button" className={styles.add} aria-label="Add source image" onClick={onAdd}>
            <Plus size={16} strokeWidth={1.75} aria-hidden />
          </button>
        </Tip>
      )}
    </div>
  );
}
