import type { Entry, EntryGroup } from './entry';
import type { Ranked } from './rank';
import { ranked } from './rank';

/** What the palette chooses from. Each list in the order that it has when nothing is typed. */
export interface Offer {
  readonly actions: readonly Entry[];
  readonly templates: readonly Entry[];
  readonly places: readonly Entry[];
  readonly settings: readonly Entry[];
  /** Made of what is typed. */
  readonly searches: (typed: string) => readonly Entry[];
  /** Found for what is typed, or for what was typed a moment ago. */
  readonly prompts: readonly Entry[];
  /** Ids of entries, the one used last first. */
  readonly recent: readonly string[];
}

/** Lines that a list gives while something is typed. */
const MOST = { actions: 8, templates: 5, places: 6, settings: 3 } as const;
/** Lines of what was used last. */
const MOST_RECENT = 6;
/** Begins what is looked for among actions alone. */
const ACTIONS_ONLY = '>';

/** True when what is typed is looked for among actions alone. */
export function isActionsOnly(typed: string): boolean {
  return typed.trimStart().startsWith(ACTIONS_ONLY);
}

/** The lines of the palette, in their groups. */
export function listing(offer: Offer, typed: string): readonly Entry[] {
  const { actions, templates, places, settings, searches, prompts, recent } = offer;
  if (isActionsOnly(typed)) {
    return entriesOf(possibleFirst(ranked(actions, typed.replace(ACTIONS_ONLY, ''), recent, Infinity)));
  }
  if (typed.trim() === '') {
    const all = [...actions, ...templates, ...places, ...settings].filter(({ why }) => why === null);
    const last = recent.flatMap((id) => all.find((entry) => entry.id === id) ?? []).slice(0, MOST_RECENT);
    return [
      ...last.map((entry) => ({ ...entry, group: 'Recent' as const })),
      ...all.filter((one) => !last.includes(one)),
    ];
  }
  const found = [
    possibleFirst(ranked(actions, typed, recent, MOST.actions)),
    ranked(templates, typed, recent, MOST.templates),
    ranked(places, typed, recent, MOST.places),
    ranked(settings, typed, recent, MOST.settings),
  ];
  // The list in which the best line is comes first. Prompts come a little later and move nothing then.
  const lists = [...found].sort((a, b) => bestFit(b) - bestFit(a)).map(entriesOf);
  return [...lists.flat(), ...searches(typed), ...prompts];
}

type Found = readonly Ranked<Entry>[];

/** What can be done now stands before what can't. */
function possibleFirst(found: Found): Found {
  return [...found.filter(({ entry }) => entry.why === null), ...found.filter(({ entry }) => entry.why !== null)];
}

function bestFit([first]: Found): number {
  return first?.entry.why === null ? first.fits : 0;
}

function entriesOf(found: Found): readonly Entry[] {
  return found.map(({ entry }) => entry);
}

/** The lines under their headings, as they come. */
export function grouped(
  entries: readonly Entry[],
): readonly { readonly group: EntryGroup; readonly entries: readonly Entry[] }[] {
  const groups = new Map<EntryGroup, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups].map(([group, lines]) => ({ group, entries: lines }));
}
