import { useEffect } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Shown } from '../store/query';
import { placeIn } from '../store/query';
import { store, sync, useStudio } from '../store/studio';
import { originalUrl, thumbnailUrl } from '../ui/image-url';
import { pictures } from '../stage/picture-cache';

/** How many images are decoded ahead of the one on show, in the order in which they are likely to be wanted. */
const AHEAD = [1, -1, 2, -2, 3] as const;
/** Images around it whose details are asked for. */
const KNOWN = 14;

/**
 * Has the images around the one on show decoded, one after the other and after itself, and lets go of those left behind.
 * `beside` are shown together with it.
 */
export function useNeighbours(id: ImageId, beside: readonly ImageId[]): void {
  const ids = useStudio((state) => state.index?.ids);
  const besideKey = beside.join();
  useEffect(() => {
    const { versions, index } = store.getState();
    const around = aheadOf(id, index);
    const shown = [id, ...beside];
    const urls = (wanted: readonly ImageId[]): readonly string[] =>
      wanted.flatMap((one) => [originalUrl(one, versions.get(one)), thumbnailUrl(one, versions.get(one))]);
    pictures.keepOnly(new Set(urls([...shown, ...around])));
    const gone = new AbortController();
    void prepareInTurn([...shown, ...around], gone.signal);
    return () => gone.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids in words: the array is a new one each time
  }, [id, ids, besideKey]);
  useEffect(() => {
    const { index } = store.getState();
    const at = index ? placeIn(index, id) : -1;
    sync.wantImages(index && at >= 0 ? index.ids.slice(Math.max(0, at - KNOWN), at + KNOWN + 1) : [id]);
  }, [id, ids]);
  useEffect(() => () => pictures.keepOnly(new Set()), []);
}

async function prepareInTurn(ids: readonly ImageId[], gone: AbortSignal): Promise<void> {
  for (const id of ids) {
    if (gone.aborted) return;
    const { details, versions } = store.getState();
    if (details.get(id)?.displayable !== false) await pictures.prepare(originalUrl(id, versions.get(id)));
  }
}

function aheadOf(id: ImageId, index: Shown | null): readonly ImageId[] {
  const at = index ? placeIn(index, id) : -1;
  return index && at >= 0 ? AHEAD.flatMap((by) => index.ids[at + by] ?? []) : [];
}
