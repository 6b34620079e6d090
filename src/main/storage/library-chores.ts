/** What the library's thread does with files and copies of the records; each takes and gives plain data. */
export const CHORES = {} as const;
