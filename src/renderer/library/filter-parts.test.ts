import { describe, expect, it } from 'vitest';
import type { LibraryFilter } from '../../shared/library-query';
import { NO_FILTER } from '../../shared/no-filter';
import type { FacetCounts } from '../store/facet-counts';
import type { FilterPart } from './filter-parts';
import { chipsFor, dateOf, dateText, filterParts } from './filter-parts';

const NOW = new Date(2026, 10, 22, 15).getTime();

const counts: FacetCounts = {
  kinds: new Map([['generation', 5]]),
  ratios: new Map([
    ['16:9', 3],
    ['1:1', 2],
  ]),
  resolutions: new Map([['2k', 5]]),
  models: new Map([['old-model', 5]]),
  formats: new Map([['png', 5]]),
  minStars: [5, 4, 3, 2, 1, 0],
  flags: new Map([['pick', 1]]),
  favourite: new Map([[true, 2]]),
  charges: new Map([['charged', 5]]),
  missing: new Map([[false, 5]]),
  dates: { from: new Date(2024, 5, 1).getTime(), until: NOW },
};

function part(name: FilterPart['name'], filter: Partial<LibraryFilter> = {}): FilterPart {
  const found = filterParts({ ...NO_FILTER, ...filter }, counts, NOW).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no part ${name}`);
  return found;
}

function press(name: FilterPart['name'], label: string, filter: Partial<LibraryFilter> = {}): Partial<LibraryFilter> {
  const choice = part(name, filter).choices.find((candidate) => candidate.label === label);
  if (!choice) throw new Error(`no choice ${label}`);
  return choice.next;
}

describe('filterParts', () => {
  it('asks for nothing when nothing is set', () => {
    expect(filterParts(NO_FILTER, counts, NOW).filter(({ asked }) => asked !== null)).toEqual([]);
  });

  it('adds a second choice to the first and takes it away again', () => {
    expect(press('ratio', '1:1', { ratios: ['16:9'] })).toEqual({ ratios: ['16:9', '1:1'] });
    expect(press('ratio', '16:9', { ratios: ['16:9', '1:1'] })).toEqual({ ratios: ['1:1'] });
    expect(press('rating', '★★★ and more', { minStars: 3 })).toEqual({ minStars: 0 });
    expect(press('flag', 'Favourite', { flags: ['pick'] })).toEqual({ favourite: true });
  });

  it('keeps a choice that is set although nothing matches it, or it could not be taken away', () => {
    expect(part('ratio', { ratios: ['2:1'] }).choices.map(({ label, count }) => [label, count])).toEqual([
      ['2:1', 0],
      ['16:9', 3],
      ['1:1', 2],
    ]);
    expect(part('model', { models: ['gone'] }).choices.map(({ label }) => label)).toEqual(['gone', 'old-model']);
  });

  it('says what is asked in few words however much it is', () => {
    expect(part('ratio', { ratios: ['16:9', '1:1'] }).asked).toBe('16:9, 1:1');
    expect(part('ratio', { ratios: ['16:9', '1:1', '2:1'] }).asked).toBe('2:1 and 2 more');
    expect(part('flag', { flags: ['pick'], favourite: true }).asked).toBe('Picked, Favourite');
    expect(part('rating', { minStars: 3 }).asked).toBe('★ 3+');
  });

  it('offers each year there are images of, and names a span that is none of them', () => {
    const { choices } = part('date');
    expect(choices.map(({ label }) => label)).toEqual(['Today', 'Last 7 days', 'Last 30 days', '2026', '2025', '2024']);
    const year = press('date', '2025');
    expect(part('date', year).asked).toBe('2025');
    // Also where it is not known yet that there are images of that year.
    expect(filterParts({ ...NO_FILTER, ...year }, null, NOW)[0]?.asked).toBe('2025');
    expect(part('date', { from: new Date(2025, 2, 3).getTime(), until: new Date(2025, 2, 4).getTime() }).asked).toBe(
      '3 Mar 2025',
    );
    expect(part('date', { from: new Date(2025, 2, 3).getTime(), until: null }).asked).toBe('Since 3 Mar 2025');
  });

  it('takes each part away with its own press and no other part with it', () => {
    const filter: LibraryFilter = {
      ...NO_FILTER,
      ...{ minStars: 3, flags: ['pick'], favourite: true, ratios: ['1:1'], missing: true, from: 1, until: 2 },
      ...{ kinds: ['edit'], resolutions: ['2k'], models: ['m'], formats: ['png'], charges: ['free'] },
    };
    const asked = (change: Partial<LibraryFilter>) =>
      filterParts({ ...filter, ...change }, counts, NOW).filter((one) => one.asked !== null);
    for (const { name, off } of asked({})) expect(asked(off).map((one) => one.name)).not.toContain(name);
    for (const { off } of asked({})) expect(asked(off)).toHaveLength(9);
  });
});

describe('dates', () => {
  it('go into a field and come back as the same midnight', () => {
    const at = new Date(2026, 0, 5).getTime();
    expect(dateText(at)).toBe('2026-01-05');
    expect(dateOf('2026-01-05')).toBe(at);
    expect(dateOf('2026-01-31', 1)).toBe(new Date(2026, 1, 1).getTime());
  });

  it('are none while they are being typed', () => {
    expect([dateOf(''), dateOf('0002-1'), dateText(null)]).toEqual([null, null, '']);
  });
});

describe('chipsFor', () => {
  const parts = filterParts({ ...NO_FILTER, formats: ['png'] }, counts, NOW);

  it('shows what is asked before what could be asked', () => {
    expect(chipsFor(parts, 400).map(({ name }) => name)).toEqual(['format', 'ratio', 'rating', 'flag']);
  });

  it('folds all of them where there is no room', () => {
    expect(chipsFor(parts, 40)).toEqual([]);
  });
});
