import { useEffect, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Family } from '../../shared/lineage';
import { commands, useStudio } from '../store/studio';

/** The image with its parents and children, as they are now; null until they are here. */
export function useNearKin(id: ImageId): Family | null {
  const [found, setFound] = useState<{ readonly id: ImageId; readonly family: Family | null } | null>(null);
  const columns = useStudio((state) => state.columns);
  useEffect(() => {
    let stale = false;
    void commands.nearKin(id).then((family) => {
      if (!stale) setFound({ id, family });
    });
    return () => {
      stale = true;
    };
    // The library changed: there may be others.
  }, [id, columns]);
  return found?.id === id ? found.family : null;
}
