import { useEffect, useMemo } from 'react';
import type { ImageId } from '../../shared/ids';
import { sync, useStudioFields } from '../store/studio';
import { isVanished } from '../store/vanished';
import { firstLine } from '../ui/format';

/** One of many images as the composer shows it. */
export interface Thumb {
  readonly id: ImageId;
  /** In one line. */
  readonly title: string;
  readonly version: number;
  /** No edit can start from it any more. */
  readonly gone: boolean;
}

/** These images with what is known of them; asks for the rest. */
export function useThumbs(ids: readonly ImageId[]): readonly Thumb[] {
  const { details, versions, columns } = useStudioFields((state) => ({
    ...{ details: state.details, versions: state.versions, columns: state.columns },
  }));
  // The ids in words: the array may be a new one each time.
  const key = ids.join();
  const same = useMemo(() => ids, [key]); // eslint-disable-line react-hooks/exhaustive-deps -- see above
  useEffect(() => {
    sync.wantImages(same);
  }, [same]);
  return useMemo(
    () =>
      same.map((id) => ({
        id,
        title: firstLine(details.get(id)?.title ?? 'Image'),
        version: versions.get(id) ?? 0,
        gone: isVanished(columns, id),
      })),
    [same, details, versions, columns],
  );
}
