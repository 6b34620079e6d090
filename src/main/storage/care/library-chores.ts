import { imagesByEnding } from './jobs-of-images';
import { digestFiles, readFiles } from './library-adopt';
import { backUpRecords, checkRecords, layEmptyReady, layReady, listBackups } from './library-backups';
import { copyFiles, listLibrary, removeCopied } from './library-copy';
import { surveyFiles } from './library-scan';
import { rememberRecords, rememberThumbnails } from './remembered-library';
import { clearBehind, tidyFiles } from './tidy-files';
import { findTombstones, keepTombstones } from './tombstone-files';

/** What the library's thread does with files and copies of the records; each takes and gives plain data. */
export const CHORES = {
  ...{ tidyFiles, clearBehind, surveyFiles, digestFiles, readFiles, imagesByEnding },
  ...{ keepTombstones, findTombstones },
  ...{ checkRecords, backUpRecords, listBackups, layReady, layEmptyReady },
  ...{ rememberRecords, rememberThumbnails, listLibrary, copyFiles, removeCopied },
} as const;
