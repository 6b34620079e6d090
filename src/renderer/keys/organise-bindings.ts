import type { Studio } from '../store/store';
import { facetsOf } from '../store/library';
import { placeIn } from '../store/query';
import { collectionCommands, commands, store } from '../store/studio';
import { inspectorShown, isCollection, isLibraryPlace } from '../store/view';
import { focusOn } from '../ui/focus';
import type { Binding, Bindings } from './binding';
import { targets } from './targets';

/** Makes favourites of all, or of none when all of them are. */
function toggleFavourite(): void {
  const ids = targets();
  const state = store.getState();
  const favourite = ids.some((id) => facetsOf(state, id)?.favourite !== true);
  void commands.organise(ids, { kind: 'favourite', favourite });
}

/** What is looked at lies in the trash. */
function inTrash({ place, opened, columns }: Studio): boolean {
  return place === 'trash' || (opened !== null && columns !== null && facetsOf({ columns }, opened)?.trashed === true);
}

/** In the trash the same key removes for good, which main asks about. */
function toTrash(): void {
  if (inTrash(store.getState())) void commands.emptyTrash(targets());
  else void commands.trash(targets());
}

function writeAt(place: 'tags' | 'note'): void {
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

function rate(stars: number): Binding {
  return { run: () => void commands.organise(targets(), { kind: 'stars', stars }) };
}

function flag(value: 'pick' | 'reject' | null): Binding {
  return { run: () => void commands.organise(targets(), { kind: 'flag', flag: value }) };
}

function selectAll(): void {
  const { place, index, selectAll: all, selectAllPrompts } = store.getState();
  if (place === 'prompts') selectAllPrompts();
  else all(index?.ids ?? []);
}

/** The grid has to be on show, and nothing large over it. */
function behindGrid({ place, opened }: Studio): string | null {
  return isLibraryPlace(place) && opened === null ? null : 'Go to the library first.';
}

/** What orders the library. */
export const ORGANISE_BINDINGS = {
  'stars-1': rate(1),
  'stars-2': rate(2),
  'stars-3': rate(3),
  'stars-4': rate(4),
  'stars-5': rate(5),
  'stars-0': rate(0),
  pick: flag('pick'),
  reject: flag('reject'),
  unflag: flag(null),
  favourite: { run: toggleFavourite },
  tag: { run: () => writeAt('tags') },
  note: { run: () => writeAt('note') },
  collect: { run: () => store.getState().collect(targets()) },
  'take-out': {
    run: () => void collectionCommands.takeOut(targets()),
    whyNot: ({ place }) => (isCollection(place) ? null : 'Open a collection first.'),
  },
  trash: { run: toTrash },
  restore: {
    run: () => void commands.restore(targets()),
    whyNot: (state) => (inTrash(state) ? null : 'This image is not in the trash.'),
  },
  all: { run: selectAll, whyNot: (state) => (state.place === 'prompts' ? null : behindGrid(state)) },
  cull: { run: toggleCulling },
  stack: { run: toggleStack, whyNot: behindGrid },
  stacking: { run: () => store.getState().toggleStacking(), whyNot: behindGrid },
  undo: { run: () => void commands.undo() },
  redo: { run: () => void commands.redo() },
  history: { run: () => store.getState().setDialog('history') },
} satisfies Partial<Bindings>;
