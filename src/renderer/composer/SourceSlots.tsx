import { Plus } from 'lucide-react';
import { useRef } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Model } from '../../shared/model';
import { commands } from '../store/studio';
import { Tip } from '../ui/Tip';
import { SourceSlot } from './SourceSlot';
import styles from './SourceSlots.module.css';
import { useSourceDrag } from './use-source-drag';
import type { SourceThumb } from './use-source-thumbs';

type SourceSlotsProps = Readonly<{
  sources: readonly SourceThumb[];
  model: Model;
  /** How many the draft takes. */
  max: number;
  /** How many are sent before these. */
  offset: number;
  describedBy?: string | undefined;
}>;

/** The images that an edit starts from, in the order in which they are sent, and the slot for the next one. */
export function SourceSlots({ sources, model, max, offset, describedBy }: SourceSlotsProps) {
  const list = useRef<HTMLUListElement>(null);
  const ids = sources.map(({ id }) => id);
  const drag = useSourceDrag(list, ids);
  const shown = drag.order.flatMap((id) => sources.find((source) => source.id === id) ?? []);
  const move = (id: ImageId, by: number): void => {
    commands.moveSource(id, by);
    // An element that changes its place in the page loses the keys.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-source="${id}"] button`)?.focus());
  };
  const remove = (id: ImageId): void => {
    const at = ids.indexOf(id);
    const next = ids[at + 1] ?? ids[at - 1];
    commands.removeSource(id);
    const slot = next === undefined ? null : list.current?.querySelector<HTMLElement>(`[data-source="${next}"] button`);
    if (slot) slot.focus();
    else commands.focusPrompt();
  };
  return (
    <div className={styles.slots}>
      <ul ref={list} className={styles.list} aria-label="Source images" aria-describedby={describedBy}>
        {shown.map((source, at) => (
          <SourceSlot
            key={source.id}
            source={source}
            place={at}
            count={sources.length}
            model={model}
            offset={offset}
            dragged={drag.dragged === source.id}
            onGrip={drag.begin}
            onMove={(by) => move(source.id, by)}
            onRemove={() => remove(source.id)}
          />
        ))}
      </ul>
      {sources.length < max && (
        <Tip text={sources.length === 0 ? 'Add an image to edit' : 'Add another source image'}>
          <button
            type="button"
            className={styles.add}
            aria-label="Add source image"
            onClick={() => void commands.importDialog('add-sources')}
          >
            <Plus size={16} strokeWidth={1.75} aria-hidden />
          </button>
        </Tip>
      )}
    </div>
  );
}
