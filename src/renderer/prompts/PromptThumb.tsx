import { useLayoutEffect, useRef } from 'react';
import type { ImageId } from '../../shared/ids';
import { useStudio } from '../store/studio';
import { thumbnails } from '../ui/thumbnails';

/** One image of a prompt, small. Its address is set by hand: in a list that flies by it is no work for React. */
export function PromptThumb({ id }: Readonly<{ id: ImageId }>) {
  const version = useStudio((state) => state.versions.get(id) ?? 0);
  const picture = useRef<HTMLImageElement>(null);
  useLayoutEffect(
    () =>
      thumbnails.want(id, version, (address) => {
        if (picture.current) picture.current.src = address;
      }),
    [id, version],
  );
  return <img ref={picture} alt="" draggable={false} decoding="async" />;
}
