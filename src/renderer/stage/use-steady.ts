import { useEffect, useState } from 'react';
import type { LibraryImage } from '../../shared/image';
import { originalUrl, thumbnailUrl } from '../ui/image-url';
import { pictures } from './picture-cache';

/** What a stage shows at this moment. */
export interface Steady {
  /** Whose picture it is: the one before, until the new one or its thumbnail can be shown. */
  readonly image: LibraryImage;
  readonly url: string;
  /** The original could not be read; its thumbnail is what is left of it. */
  readonly failed: boolean;
}

type Level = 'none' | 'thumbnail' | 'original' | 'failed';

/** The best picture of an image that can be shown without a blank frame. Null before there has been any. */
export function useSteady(image: LibraryImage, version: number): Steady | null {
  const original = originalUrl(image.id, version);
  const thumbnail = thumbnailUrl(image.id, version);
  const [reached, setReached] = useState<{ readonly of: string; readonly level: Level }>({ of: '', level: 'none' });
  const [last, setLast] = useState<Steady | null>(null);

  useEffect(() => {
    let stale = false;
    const reach = (level: Level): void => {
      if (!stale) setReached({ of: original, level });
    };
    if (!image.displayable || pictures.isReady(original)) return undefined;
    void pictures.prepare(thumbnail).then((shown) => {
      if (shown && !stale) setReached((now) => (now.of === original ? now : { of: original, level: 'thumbnail' }));
    });
    void pictures.prepare(original).then((shown) => reach(shown ? 'original' : 'failed'));
    return () => {
      stale = true;
    };
  }, [original, thumbnail, image.displayable]);

  const level = pictures.isReady(original) ? 'original' : reached.of === original ? reached.level : 'none';
  const now: Steady | null =
    level === 'original'
      ? { image, url: original, failed: false }
      : level !== 'none' || pictures.isReady(thumbnail)
        ? { image, url: thumbnail, failed: level === 'failed' }
        : null;
  // Kept for the frames in which the next picture is not there yet.
  if (now && (last?.url !== now.url || last.image !== now.image || last.failed !== now.failed)) setLast(now);
  return now ?? last;
}
