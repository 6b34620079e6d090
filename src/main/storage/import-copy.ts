/** What the library's thread does for imports; each takes and gives plain data. */
export const COPYING = {} as const;
