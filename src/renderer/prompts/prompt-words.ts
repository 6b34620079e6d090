import type { PromptOrder, PromptSummary, PromptUse } from '../../shared/prompts';
import { dollars, firstLine, imageCount, timeOfDay } from '../ui/format';

/** What the orders are called. */
export const ORDER_NAMES: Readonly<Record<PromptOrder, string>> = {
  recent: 'Last used first',
  first: 'Newest first',
  uses: 'Most used first',
  images: 'Most images first',
  kept: 'Most kept first',
  cost: 'Most expensive first',
};

const THIS_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const OTHER_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** A moment as short as it can be told: a time today, else a day. */
export function shortDate(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  if (then.toDateString() === today.toDateString()) return timeOfDay(at);
  return (then.getFullYear() === today.getFullYear() ? THIS_YEAR : OTHER_YEAR).format(at);
}

/** Images that were kept, of all that are there, in percent; null when there are none. */
export function keptShare({ imageCount: images, keptCount }: PromptSummary): number | null {
  return images === 0 ? null : Math.round((keptCount / images) * 100);
}

/** "3 kept", or that none was. */
export function keptWords(count: number): string {
  return count === 0 ? 'none kept' : `${count.toLocaleString('en')} kept`;
}

/** What came of a prompt, in a few words each; what is nothing is left out. */
export function outcomeWords(summary: PromptSummary, now: number): readonly string[] {
  const { imageCount: images, keptCount, cost, unknownCost, uses, lastUsedAt } = summary;
  const share = keptShare(summary) ?? 0;
  return [
    images > 0 ? imageCount(images) : '',
    // One of three hundred was kept: that is not nothing.
    keptCount > 0 ? `${share === 0 ? '<1' : String(share)} % kept` : '',
    cost > 0 ? `about ${dollars(cost)}` : '',
    unknownCost > 0 ? `perhaps ${dollars(unknownCost)}` : '',
    countUses(uses),
    lastUsedAt > 0 ? `last ${shortDate(lastUsedAt, now)}` : '',
  ].filter((word) => word !== '');
}

function countUses(uses: number): string {
  return uses === 0 ? 'not used yet' : uses === 1 ? '1 use' : `${uses.toLocaleString('en')} uses`;
}

/** What a row is called for those who hear it. */
export function rowName(summary: PromptSummary, selected: boolean, now: number): string {
  const { text, favourite, tags, versions } = summary;
  return [
    firstLine(text),
    selected ? 'selected' : '',
    favourite ? 'favourite' : '',
    ...outcomeWords(summary, now),
    versions > 1 ? `${String(versions)} versions` : '',
    tags.length > 0 ? `tagged ${tags.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** What became of one use. */
export function wordsOfUse(use: PromptUse): string {
  const { status, images, charge } = use;
  if (images.length > 0) return imageCount(images.length);
  switch (status) {
    case null:
      return use.jobId === null ? 'from a file' : 'images deleted';
    case 'done':
      return 'images deleted';
    case 'queued':
    case 'submitting':
    case 'accepted':
    case 'running':
    case 'saving':
      return 'on its way';
    case 'cancelled':
      return 'cancelled';
    case 'unknown':
      return 'unknown, perhaps charged';
    case 'stopped':
    case 'empty':
    case 'refused':
    case 'failed':
      return charge === 'yes' ? 'failed, charged' : charge === 'unknown' ? 'failed, perhaps charged' : 'failed';
  }
}
