import { useEffect } from 'react';
import type { ImageId } from '../../shared/ids';
import { sync, useStudio } from '../store/studio';
import type { SourceThumb } from './SourceSlots';

/** The sources of the draft with what is known of them; asks for the rest. */
export function useSourceThumbs(ids: readonly ImageId[]): readonly SourceThumb[] {
  const details = useStudio((state) => state.details);
  const versions = useStudio((state) => state.versions);
  useEffect(() => {
    sync.wantImages(ids);
  }, [ids]);
  return ids.map((id) => ({ id, title: details.get(id)?.title ?? 'Source image', version: versions.get(id) ?? 0 }));
}
