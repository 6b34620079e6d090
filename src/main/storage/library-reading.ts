/** What the library's thread reads from its records; each takes and gives plain data. */
export const READING = {} as const;
