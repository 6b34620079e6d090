import { describe, expect, it } from 'vitest';
import type { Entry } from './entry';
import { grouped, listing } from './listing';

const entry = (group: Entry['group'], label: string, why: string | null = null): Entry => ({
  ...{ id: `${group}:${label}`, group, label, alias: '', why },
  run: () => undefined,
});
const offer = {
  actions: [entry('Actions', 'Pick', 'Select an image first.'), entry('Actions', 'Pause'), entry('Actions', 'Ledger')],
  templates: [entry('Templates', 'Packshot')],
  places: [entry('Go to', 'Paper'), entry('Go to', 'Wide pictures')],
  settings: [entry('Settings', 'Prices')],
  searches: (typed: string) => [entry('Search', `Search library for “${typed}”`)],
  prompts: [entry('Prompts', 'A paper boat')],
  recent: ['Go to:Paper', 'Actions:Pick', 'Actions:gone'],
};
const labels = (typed: string): readonly string[] => listing(offer, typed).map(({ label }) => label);

describe('the lines of the palette', () => {
  it('begin with what was used last, leave out what can’t be done and have nothing twice', () => {
    expect(labels('')).toEqual(['Paper', 'Pause', 'Ledger', 'Packshot', 'Wide pictures', 'Prices']);
    expect(grouped(listing(offer, '')).map(({ group }) => group)).toEqual([
      'Recent',
      'Actions',
      'Templates',
      'Go to',
      'Settings',
    ]);
  });

  it('show what can’t be done now to whoever looks for it, behind what can', () => {
    expect(
      listing(offer, 'p')
        .filter(({ group }) => group === 'Actions')
        .map(({ label }) => label),
    ).toEqual(['Pause', 'Pick']);
    expect(listing(offer, 'pick')[0]?.why).toBe('Select an image first.');
  });

  it('begin with the list that has what fits best, whatever else could be meant by it', () => {
    expect(labels('pack')[0]).toBe('Packshot');
    expect(labels('pau')[0]).toBe('Pause');
    expect(labels('pict')[0]).toBe('Wide pictures');
  });

  it('have what comes later at their end, so that nothing above it moves', () => {
    const before = listing({ ...offer, prompts: [] }, 'pa').map(({ label }) => label);
    expect(labels('pa').slice(0, before.length)).toEqual(before);
    expect(labels('pa').at(-1)).toBe('A paper boat');
  });

  it('are never empty for a person who types what nothing is called', () => {
    expect(labels('zebra')).toContain('Search library for “zebra”');
  });

  it('are actions alone behind ">"', () => {
    expect(labels('>p')).toEqual(['Pause', 'Pick']);
    expect(labels('> ')).toEqual(['Pause', 'Ledger', 'Pick']);
    expect(labels('>zebra')).toEqual([]);
  });
});
