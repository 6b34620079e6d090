import type { LibraryImage } from '../../shared/image';
import { packFacets, readFacets } from '../../shared/library';
import type { OrganiseChange } from '../../shared/organise';
import { imageCount } from '../ui/format';

/** Packed facets after the change. */
export function changeFacets(packed: number, change: OrganiseChange): number {
  switch (change.kind) {
    case 'stars':
      return packFacets({ ...readFacets(packed), stars: change.stars });
    case 'flag':
      return packFacets({ ...readFacets(packed), flag: change.flag });
    case 'favourite':
      return packFacets({ ...readFacets(packed), favourite: change.favourite });
    case 'trash':
    case 'restore':
      return packFacets({ ...readFacets(packed), trashed: change.kind === 'trash' });
    case 'tag':
    case 'untag':
    case 'note':
    case 'collect':
    case 'take-out':
      return packed;
  }
}

/** The details of an image after the change; `now` is milliseconds since 1970. */
export function changeImage(image: LibraryImage, change: OrganiseChange, now: number): LibraryImage {
  switch (change.kind) {
    case 'stars':
      return { ...image, stars: change.stars };
    case 'flag':
      return { ...image, flag: change.flag };
    case 'favourite':
      return { ...image, favourite: change.favourite };
    case 'note':
      return { ...image, note: change.note };
    case 'tag':
      return { ...image, tags: withTags(image.tags, change.tags) };
    case 'untag':
      return { ...image, tags: withoutTags(image.tags, change.tags) };
    case 'trash':
      return { ...image, trashedAt: image.trashedAt ?? now };
    case 'restore':
      return { ...image, trashedAt: null };
    case 'collect':
    case 'take-out':
      return image;
  }
}

/** What makes two spellings of a tag the same. */
export function tagKey(tag: string): string {
  return tag.trim().normalize('NFKC').toLowerCase();
}

function withTags(tags: readonly string[], added: readonly string[]): readonly string[] {
  const all = new Map(tags.map((tag) => [tagKey(tag), tag]));
  for (const tag of added) if (!all.has(tagKey(tag))) all.set(tagKey(tag), tag.trim());
  return [...all.values()];
}

function withoutTags(tags: readonly string[], removed: readonly string[]): readonly string[] {
  const gone = new Set(removed.map(tagKey));
  return tags.filter((tag) => !gone.has(tagKey(tag)));
}

/** What was done, as the window says it: "4 stars", or "12 images: 4 stars". */
export function doneWords(change: OrganiseChange, count: number): string {
  const words = wordsOf(change);
  return count === 1 ? words : `${imageCount(count)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

function wordsOf(change: OrganiseChange): string {
  switch (change.kind) {
    case 'stars':
      return change.stars === 0 ? 'No stars' : change.stars === 1 ? '1 star' : `${String(change.stars)} stars`;
    case 'flag':
      return change.flag === null ? 'No flag' : change.flag === 'pick' ? 'Picked' : 'Rejected';
    case 'favourite':
      return change.favourite ? 'A favourite' : 'No favourite any more';
    case 'tag':
      return `Tagged ${quoted(change.tags)}`;
    case 'untag':
      return `Tag ${quoted(change.tags)} taken off`;
    case 'note':
      return 'Note kept';
    case 'trash':
      return 'In the trash';
    case 'restore':
      return 'Back from the trash';
    case 'collect':
      return 'Added to the collection';
    case 'take-out':
      return 'Taken out of the collection';
  }
}

function quoted(tags: readonly string[]): string {
  return tags.map((tag) => `“${tag}”`).join(', ');
}
