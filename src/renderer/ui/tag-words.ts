import { tagKey } from '../store/organise';

/** The longest that a tag may be, in characters. */
export const LONGEST_TAG = 60;

/** The tags in what was typed or pasted: parts between commas of any script, without empty and double ones. */
export function typedTags(text: string): readonly string[] {
  const tags: string[] = [];
  for (const part of text.split(/[,，、،\n]/u)) {
    const tag = part.trim().replace(/\s+/gu, ' ').slice(0, LONGEST_TAG).trim();
    if (tag !== '' && !has(tags, tag)) tags.push(tag);
  }
  return tags;
}

/** True when the tag is among them, however its letters are written. */
export function has(tags: readonly string[], tag: string): boolean {
  const wanted = tagKey(tag);
  return tags.some((known) => tagKey(known) === wanted);
}

/** How many are offered. */
const OFFERED = 8;

/** Tags to offer for what is typed: those that begin so, then those with a word that does, then others that hold it; each group as given. */
export function offeredTags(
  known: readonly { readonly tag: string }[],
  typed: string,
  given: readonly string[],
): readonly string[] {
  const wanted = tagKey(typed);
  if (wanted === '') return [];
  const groups: [string[], string[], string[]] = [[], [], []];
  for (const { tag } of known) {
    const at = tagKey(tag).indexOf(wanted);
    if (at < 0 || has(given, tag)) continue;
    groups[at === 0 ? 0 : /[\s\-_/]/u.test(tag[at - 1] ?? '') ? 1 : 2].push(tag);
  }
  return groups.flat().slice(0, OFFERED);
}

/** A tag with how many of the images have it. */
export interface SharedTag {
  readonly tag: string;
  /** False when some of the images are without it. */
  readonly onAll: boolean;
}

/** The tags of several images, those that all have first; each group in the order in which they are met. */
export function sharedTags(images: readonly { readonly tags: readonly string[] }[]): readonly SharedTag[] {
  const found = new Map<string, { tag: string; count: number }>();
  for (const { tags } of images) {
    for (const tag of tags) {
      const key = tagKey(tag);
      const entry = found.get(key);
      if (entry) entry.count += 1;
      else found.set(key, { tag, count: 1 });
    }
  }
  const all = [...found.values()].map(({ tag, count }) => ({ tag, onAll: count === images.length }));
  return [...all.filter(({ onAll }) => onAll), ...all.filter(({ onAll }) => !onAll)];
}
