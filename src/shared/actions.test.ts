import { describe, expect, it } from 'vitest';
import type { Action, ActionId, KeyRow } from './actions';
import { actionOf, ACTIONS, labelOf, VIEW_KEYS } from './actions';
import { MENUS } from './menus';

const inMenus = MENUS.flatMap(({ sections }) =>
  sections.flat().flatMap((entry): readonly ActionId[] => {
    if (typeof entry === 'string') return [entry];
    return 'role' in entry ? [] : entry.entries;
  }),
);
const ids = ACTIONS.map(({ id }) => id);

/** True when a press could mean both. */
function overlap(a: KeyRow, b: KeyRow): boolean {
  if (a.scope === b.scope) return true;
  const places = {
    images: ['grid', 'viewer', 'lineage'],
    grid: ['grid'],
    viewer: ['viewer'],
    lineage: ['lineage'],
    prompts: ['prompts'],
    writing: ['writing'],
  } as const;
  const placesOf = ({ scope }: KeyRow): readonly string[] | null =>
    scope === 'always' || scope === 'not-typing' ? null : places[scope];
  const [one, other] = [placesOf(a), placesOf(b)];
  return one === null || other === null || one.some((place) => other.includes(place));
}

describe('the table of actions', () => {
  it('has no key twice where both would act, so that none is out of reach', () => {
    const rows: readonly KeyRow[] = [...ACTIONS, ...VIEW_KEYS];
    // "+" is typed with Shift on some layouts and without on others: the signs count as they are.
    const taken = rows.flatMap((row) => row.keys.map((key) => ({ key: key.toLowerCase(), row })));
    const clashes = taken.flatMap(({ key, row }, at) =>
      taken.slice(at + 1).filter((other) => other.key === key && other.row !== row && overlap(row, other.row)),
    );
    expect(clashes.map(({ key, row }) => `${key} ${row.label}`)).toEqual([]);
  });

  it('gives each action one name, and no name to two of them', () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      const labels = ids.map((id) => labelOf(id, platform));
      expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
    }
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('has every action in the menu bar, once', () => {
    // The settings are where each platform has them, which the menu bar sees to.
    expect([...inMenus, 'settings'].sort()).toEqual([...ids].sort());
  });

  it('has every action in the palette, or says why not', () => {
    const left = ACTIONS.flatMap(({ id, notInPalette }) => (notInPalette === undefined ? [] : [[id, notInPalette]]));
    expect(left.every(([, why]) => why?.endsWith('.'))).toBe(true);
    expect(left.map(([id]) => id)).toEqual(['palette', 'back']);
  });

  it('asks for a modifier wherever a key acts while a person types', () => {
    const typed = ({ keys, scope }: Action): boolean =>
      scope === 'always' && keys.some((key) => !/^(Mod|Ctrl)\+/.test(key));
    expect(ACTIONS.filter(typed).map(({ id }) => id)).toEqual([]);
  });

  it('has the keys that people are told of', () => {
    for (const stars of [1, 2, 3, 4, 5, 0] as const) expect(actionOf(`stars-${stars}`).keys).toEqual([String(stars)]);
    const told = {
      ...{ generate: 'Mod+Enter', prompt: '/', search: 'Mod+f', palette: 'Mod+k', shortcuts: '?' },
      ...{ pick: 'p', reject: 'x', unflag: 'u', favourite: 'f', source: 'e', compare: 'c', reuse: 'r' },
      ...{ trash: 'Delete', undo: 'Mod+z', preview: ' ', all: 'Mod+a', copy: 'Mod+c', open: 'Enter', back: 'Escape' },
    } satisfies Partial<Record<ActionId, string>>;
    for (const id of Object.keys(told) as readonly (keyof typeof told)[]) expect(actionOf(id).keys).toContain(told[id]);
  });
});
