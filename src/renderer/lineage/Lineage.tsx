import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ImageId } from '../../shared/ids';
import { lineage, store } from '../store/studio';
import { firstLine } from '../ui/format';

/** The family of an image: what it was made from and what was made from it. */
export function Lineage({ id }: Readonly<{ id: ImageId }>) {
  const { family, problem } = useStore(lineage.store);
  useEffect(() => lineage.watch(), []);
  useEffect(() => lineage.look(id), [id]);
  return (
    <section aria-label="Lineage">
      {problem !== '' && <p role="alert">{problem}</p>}
      <ul>
        {family?.members.map((kin) => (
          <li key={kin.id}>
            <button type="button" onClick={() => store.getState().lookAt(kin.id, 'lineage')}>
              {firstLine(kin.title)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
