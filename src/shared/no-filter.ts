import type { LibraryFilter } from './library-query';

/** Asks for nothing: every image passes. */
export const NO_FILTER: LibraryFilter = {
  ...{ kinds: [], from: null, until: null, ratios: [], resolutions: [], models: [], formats: [] },
  ...{ minStars: 0, flags: [], favourite: null, charges: [], missing: null },
};
