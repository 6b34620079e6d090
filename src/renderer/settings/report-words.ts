import type { LibraryReport } from '../../shared/app-state';
import { imageCount } from '../ui/format';

/** What a check found, one sentence for each kind of thing; the first says how it stands as a whole. */
export function reportWords(report: LibraryReport): readonly string[] {
  const { images, damage, missing, moved, altered, found } = report;
  const special = [
    damage ?? '',
    missing > 0 ? `${files(missing)} ${missing === 1 ? 'is' : 'are'} missing.` : '',
    altered > 0 ? `${files(altered)} ${altered === 1 ? 'was' : 'were'} changed by another program.` : '',
    moved > 0 ? `${files(moved)} had another name or place and ${moved === 1 ? 'is' : 'are'} found again.` : '',
    found > 0 ? `${files(found)} that nobody knew ${found === 1 ? 'is' : 'are'} imported now.` : '',
  ].filter((sentence) => sentence !== '');
  const whole = damage === null && missing === 0 && altered === 0;
  return [`${imageCount(images)} looked at${whole ? ': all there and as they came.' : '.'}`, ...special];
}

function files(count: number): string {
  return count === 1 ? '1 file' : `${count.toLocaleString('en')} files`;
}
