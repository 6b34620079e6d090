import { facetsOf } from '../store/library';
import { placeIn } from '../store/query';
import { collectionCommands, commands, store } from '../store/studio';
import { inspectorShown, isLibraryPlace } from '../store/view';
import { focusOn } from '../ui/focus';
import type { Action } from './action';
import { target, targets } from './targets';

function collect(): void {
  const ids = targets();
  if (ids.length > 0) store.getState().collect(ids);
}

/** Makes favourites of all, or of none when all of them are. */
function toggleFavourite(): void {
  const ids = targets();
  const state = store.getState();
  const favourite = ids.some((id) => facetsOf(state, id)?.favourite !== true);
  void commands.organise(ids, { kind: 'favourite', favourite });
}

/** In the trash the same key removes for good, which main asks about. */
function toTrash(): void {
  const { place, opened, columns } = store.getState();
  const ids = targets();
  const trashed = place === 'trash' || (opened !== null && columns && facetsOf({ columns }, opened)?.trashed === true);
  if (trashed) {
    if (ids.length > 0) void commands.emptyTrash(ids);
  } else void commands.trash(ids);
}

function writeAt(place: 'tags' | 'note'): void {
  if (targets().length === 0) return;
  const { opened, viewerInspector, inspectorOpen, toggleInspector } = store.getState();
  const shown = opened === null ? inspectorShown(inspectorOpen, window.innerWidth) : viewerInspector;
  if (!shown) toggleInspector(window.innerWidth);
  focusOn(place);
}

/** Opens or closes the stack that the keyboard stands on; where images are not stacked yet, stacks them. */
function toggleStack(): void {
  const { index, active, stacking, toggleStack: toggle, toggleStacking, say } = store.getState();
  if (!stacking) {
    toggleStacking();
    return;
  }
  const place = index && active !== null ? placeIn(index, active) : -1;
  const stack = index?.stacks[place];
  if (stack === undefined || Math.abs(index?.stackSizes[place] ?? 1) === 1) say('This image is in no stack.');
  else toggle(stack);
}

function toggleCulling(): void {
  const { culling, toggleCulling: toggle, say } = store.getState();
  toggle();
  say(culling ? 'Culling is off' : 'Culling: a star or a flag goes on to the next image');
}

function startSlideshow(): void {
  const { index, place, query, goTo, startSlideshow: start, slideshow, stopSlideshow } = store.getState();
  if (slideshow) {
    stopSlideshow();
    return;
  }
  const from = target() ?? index?.ids[0];
  if (from === undefined) return;
  if (!isLibraryPlace(place)) goTo(query?.view ?? 'all');
  start(from);
}

const organise = { group: 'Organise', scope: 'images', changes: true } as const;

const STARS: readonly Action[] = [1, 2, 3, 4, 5, 0].map((stars) => ({
  ...organise,
  id: `stars-${String(stars)}`,
  label: stars === 0 ? 'No stars' : stars === 1 ? '1 star' : `${String(stars)} stars`,
  keys: [String(stars)],
  run: () => void commands.organise(targets(), { kind: 'stars', stars }),
}));

/** What orders the library. */
export const ORGANISE_ACTIONS: readonly Action[] = [
  ...STARS,
  {
    ...organise,
    id: 'pick',
    label: 'Pick',
    keys: ['p'],
    run: () => void commands.organise(targets(), { kind: 'flag', flag: 'pick' }),
  },
  {
    ...organise,
    id: 'reject',
    label: 'Reject',
    keys: ['x'],
    run: () => void commands.organise(targets(), { kind: 'flag', flag: 'reject' }),
  },
  {
    ...organise,
    id: 'unflag',
    label: 'No flag',
    keys: ['u'],
    run: () => void commands.organise(targets(), { kind: 'flag', flag: null }),
  },
  { ...organise, id: 'favourite', label: 'Favourite', keys: ['f'], run: toggleFavourite },
  { ...organise, id: 'tag', label: 'Tag', keys: ['t'], run: () => writeAt('tags') },
  { ...organise, id: 'note', label: 'Write a note', keys: ['n'], run: () => writeAt('note') },
  { ...organise, id: 'collect', label: 'Add to collection…', keys: ['a'], run: collect },
  {
    ...organise,
    id: 'take-out',
    label: 'Take out of this collection',
    keys: ['Shift+a'],
    run: () => void collectionCommands.takeOut(targets()),
  },
  {
    ...organise,
    id: 'trash',
    label: 'Put in the trash',
    keys: ['Delete', 'Backspace'],
    menu: 'to-trash',
    run: toTrash,
  },
  {
    ...organise,
    id: 'restore',
    label: 'Put back from the trash',
    keys: ['Shift+Delete', 'Shift+Backspace'],
    run: () => void commands.restore(targets()),
  },
  {
    id: 'cull',
    label: 'Culling: go on by itself',
    group: 'Organise',
    keys: ['k'],
    scope: 'images',
    menu: 'cull',
    run: toggleCulling,
  },
  { id: 'stack', label: 'Open or close the stack', group: 'Organise', keys: ['s'], scope: 'grid', run: toggleStack },
  {
    id: 'stacking',
    label: 'Stack images of one job',
    group: 'Organise',
    keys: ['Shift+s'],
    scope: 'grid',
    run: () => store.getState().toggleStacking(),
  },
  {
    id: 'undo',
    label: 'Undo',
    group: 'Organise',
    keys: ['Mod+z'],
    scope: 'not-typing',
    menu: 'undo',
    run: () => void commands.undo(),
  },
  {
    id: 'redo',
    label: 'Do again',
    group: 'Organise',
    keys: ['Mod+Shift+z', 'Mod+y'],
    scope: 'not-typing',
    menu: 'redo',
    run: () => void commands.redo(),
  },
  {
    id: 'history',
    label: 'What was done',
    group: 'Organise',
    keys: ['Mod+Shift+h'],
    scope: 'always',
    run: () => store.getState().setDialog('history'),
  },
  {
    id: 'slideshow',
    label: 'Slideshow',
    group: 'Large view',
    keys: ['F5'],
    scope: 'not-typing',
    menu: 'slideshow',
    run: startSlideshow,
  },
];
