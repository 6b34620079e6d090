import type { RoundReport } from './library-round';

/** What a round found, in one sentence; null when all is as it was. */
export function roundSentence(
  report: Pick<RoundReport, 'newlyMissing' | 'moved' | 'altered' | 'found'>,
): string | null {
  const { newlyMissing, moved, altered, found } = report;
  const parts = [
    ...(newlyMissing > 0
      ? [`${images(newlyMissing)} not in ${newlyMissing === 1 ? 'its' : 'their'} place any more`]
      : []),
    ...(moved > 0 ? [`${images(moved)} found at another place`] : []),
    ...(altered > 0 ? [`${images(altered)} changed by another program`] : []),
    ...(found > 0 ? [`${images(found)} new in the folder, now in the library`] : []),
  ];
  return parts.length === 0 ? null : `The library folder was looked through: ${parts.join('; ')}.`;
}

/** How emptying the trash ended. */
export function trashSentence(count: number): string {
  return count === 1 ? '1 image was deleted.' : `${count.toLocaleString('en')} images were deleted.`;
}

function images(count: number): string {
  return count === 1 ? '1 image is' : `${count.toLocaleString('en')} images are`;
}
