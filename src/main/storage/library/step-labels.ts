import type { OrganiseChange } from '../../../shared/organise';

const TAGS_NAMED = 3;

/** What was done to that many images, in words. `collection` is the name of the one that the change is about. */
export function changeLabel(change: OrganiseChange, count: number, collection: string): string {
  const images = count === 1 ? '1 image' : `${count.toLocaleString('en')} images`;
  switch (change.kind) {
    case 'stars':
      return change.stars > 0 ? `Star ${images}` : `Take the stars from ${images}`;
    case 'flag':
      return `${change.flag === null ? 'Unflag' : change.flag === 'pick' ? 'Pick' : 'Reject'} ${images}`;
    case 'favourite':
      return change.favourite ? `Add ${images} to the favourites` : `Take ${images} out of the favourites`;
    case 'tag':
      return `Tag ${images} ${tagWords(change.tags)}`;
    case 'untag':
      return `Take ${change.tags.length === 1 ? 'tag' : 'tags'} ${tagWords(change.tags)} from ${images}`;
    case 'note':
      return change.note === '' ? `Take the note from ${images}` : `Write a note on ${images}`;
    case 'trash':
      return `Put ${images} in the trash`;
    case 'restore':
      return `Take ${images} out of the trash`;
    case 'collect':
      return `Add ${images} to “${collection}”`;
    case 'take-out':
      return `Take ${images} out of “${collection}”`;
  }
}

function tagWords(tags: readonly string[]): string {
  const named = tags.slice(0, TAGS_NAMED).map((tag) => `“${tag}”`);
  const more = tags.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}
