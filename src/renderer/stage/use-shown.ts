import { useEffect } from 'react';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import { sync, useStudio } from '../store/studio';

/** An image with the version of its pixels. */
export interface Shown {
  readonly image: LibraryImage;
  readonly version: number;
}

/** An image with its version, asked for when it is not known yet; null until then, and for none. */
export function useShown(id: ImageId | undefined): Shown | null {
  const image = useStudio((state) => (id === undefined ? undefined : state.details.get(id)));
  const version = useStudio((state) => (id === undefined ? 0 : (state.versions.get(id) ?? 0)));
  useEffect(() => {
    if (id !== undefined) sync.wantImages([id]);
  }, [id]);
  return image ? { image, version } : null;
}

/** True for an image that the library has no record of any more, or never had one. */
export function useGone(id: ImageId | undefined): boolean {
  return useStudio(({ columns }) => id !== undefined && columns?.places.ofId(id) === -1);
}
