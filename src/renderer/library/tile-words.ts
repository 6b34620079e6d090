import type { Difference } from '../../shared/asked-got';
import { differenceWords } from '../../shared/asked-got';
import type { LibraryImage } from '../../shared/image';
import type { Facets } from '../../shared/library';
import { fileName, firstLine, pixels } from '../ui/format';

/** What a screen reader says of a tile: its prompt, then what it is and how it was judged. */
export function tileName(
  image: LibraryImage,
  facets: Facets,
  stack: number,
  difference: Difference | null = null,
): string {
  const parts = [firstLine(image.title)];
  if (facets.kind !== 'generation') parts.push(facets.kind);
  if (facets.stars > 0) parts.push(facets.stars === 1 ? '1 star' : `${String(facets.stars)} stars`);
  if (facets.flag !== null) parts.push(facets.flag === 'pick' ? 'picked' : 'rejected');
  if (facets.favourite) parts.push('favourite');
  if (stack > 1) parts.push(`stack of ${String(stack)}`);
  if (stack < -1) parts.push(`in an open stack of ${String(-stack)}`);
  if (facets.missing) parts.push('file missing');
  if (difference) parts.push(differenceWords(difference));
  parts.push(facets.displayable ? pixels(image) : `kept, can’t be displayed ${fileName(image.file)}`);
  return parts.join(', ');
}

const DAY = 86_400_000;

/** How long an image stays in the trash, in few words; `days` is how long images stay there. */
export function daysLeft(trashedAt: number, days: number, now: number): string {
  const left = Math.ceil((trashedAt + days * DAY - now) / DAY);
  if (left <= 0) return 'goes today';
  return left === 1 ? '1 day left' : `${String(left)} days left`;
}
