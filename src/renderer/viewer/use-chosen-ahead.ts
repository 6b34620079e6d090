import { useEffect } from 'react';
import { pictures } from '../stage/picture-cache';
import { isImageCell } from '../store/selection';
import { store } from '../store/studio';
import type { Studio } from '../store/store';
import { MOST_COMPARED } from '../store/view';
import { originalUrl } from '../ui/image-url';

/** An arrow that is held down, or a marquee on its way, has not chosen yet. Milliseconds. */
const PAUSE = 150;
/** A pixel takes four bytes: for more than this, opening has to wait. */
const MOST_PIXELS = 50_000_000;

/**
 * Decodes what is selected in the grid, up to as many images as are compared at once: it is likely to be opened or compared
 * next, and stands there at once then. Lets go of it when something else is selected.
 */
export function useChosenAhead(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.subscribe((state, before) => {
      if (state.selected === before.selected && isGridOnTop(state) === isGridOnTop(before)) return;
      clearTimeout(timer);
      if (isGridOnTop(state)) timer = setTimeout(prepareChosen, PAUSE);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}

/** What lies over the grid looks after its own pictures. */
function isGridOnTop({ opened, preview }: Studio): boolean {
  return opened === null && preview === null;
}

function prepareChosen(): void {
  const { selected, versions, details } = store.getState();
  const chosen = selected.size > MOST_COMPARED ? [] : [...selected].filter(isImageCell);
  const images = chosen.flatMap((id) => details.get(id) ?? []).filter(({ displayable }) => displayable);
  const pixels = images.reduce((sum, { width, height }) => sum + width * height, 0);
  const urls = pixels > MOST_PIXELS ? [] : images.map(({ id }) => originalUrl(id, versions.get(id)));
  pictures.keepOnly(new Set(urls));
  for (const url of urls) void pictures.prepare(url);
}
