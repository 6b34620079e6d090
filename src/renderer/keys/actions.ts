import type { ImageId } from '../../shared/ids';
import type { AppState } from '../../shared/ipc';
import { commands, store } from '../store/studio';
import type { Place } from '../store/view';
import { isCollection, isLibraryPlace, TILE_HEIGHT } from '../store/view';
import type { MenuLine } from '../ui/ContextItems';
import { focusOn } from '../ui/focus';
import type { Action } from './action';
import { COLLECTION_ACTIONS } from './collection-actions';
import { QUEUE_ACTIONS } from './queue-actions';
import { targets } from './targets';

function withTarget(run: (id: ImageId) => void): () => void {
  return () => {
    const [id] = targets();
    if (id !== undefined) run(id);
  };
}

async function withDetails(id: ImageId, what: 'prompt' | 'recipe'): Promise<void> {
  const image = await commands.detailsOf(id);
  if (!image) return;
  if (what === 'prompt') await commands.copyText(image.recipe?.prompt ?? image.title, image.recipe ? 'Prompt' : 'Name');
  else if (image.recipe) commands.reuse(image.recipe);
  else store.getState().say('An imported image has no recipe.');
}

function back(): void {
  const state = store.getState();
  // An image that was opened from the queue leads back there.
  const backTo = state.opened !== null && state.place === 'queue' ? 'queue' : 'grid';
  if (state.opened !== null) state.close();
  else if (!isLibraryPlace(state.place)) state.goTo(state.indexQuery.view);
  else state.clearSelection();
  focusOn(backTo);
}

function resizeTiles(by: number): void {
  const { tileHeight, setTileHeight } = store.getState();
  setTileHeight(tileHeight + by * TILE_HEIGHT.step * 2);
}

function search(): void {
  const { opened, place, indexQuery, close, goTo } = store.getState();
  if (opened !== null) close();
  if (!isLibraryPlace(place)) goTo(indexQuery.view);
  focusOn('search');
}

function toggleCompare(): void {
  const { opened, comparing, open } = store.getState();
  if (opened !== null) store.setState({ comparing: !comparing });
  else withTarget(open)();
}

/** What the file manager is called here. */
export function revealLabel(platform: AppState['platform']): string {
  return { darwin: 'Reveal in Finder', win32: 'Show in Explorer', linux: 'Show in file manager' }[platform];
}

/** Every action of the window, once: keys, shortcut sheet, menus and the application menu read this table. */
export const ACTIONS: readonly Action[] = [
  {
    id: 'generate',
    label: 'Generate or edit',
    group: 'Create',
    keys: ['Mod+Enter'],
    scope: 'always',
    menu: 'generate',
    run: () => void commands.submit(),
  },
  {
    id: 'prompt',
    label: 'Go to the prompt',
    group: 'Create',
    keys: ['/'],
    scope: 'not-typing',
    menu: 'focus-prompt',
    run: commands.focusPrompt,
  },
  {
    id: 'source',
    label: 'Use as edit source',
    group: 'Create',
    keys: ['e'],
    scope: 'images',
    run: () => commands.useAsSources(targets()),
  },
  {
    id: 'reuse',
    label: 'Reuse recipe',
    group: 'Create',
    keys: ['r'],
    scope: 'images',
    run: withTarget((id) => void withDetails(id, 'recipe')),
  },
  {
    id: 'import',
    label: 'Add files to the library',
    group: 'Create',
    keys: ['Mod+o'],
    scope: 'always',
    menu: 'import',
    run: () => void commands.importDialog('library'),
  },

  {
    id: 'search',
    label: 'Search',
    group: 'Find your way',
    keys: ['Mod+f'],
    scope: 'always',
    menu: 'search',
    run: search,
  },
  {
    id: 'move',
    label: 'Move; Shift extends',
    group: 'Find your way',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    scope: 'grid',
    run: null,
  },
  {
    id: 'ends',
    label: 'First and last image',
    group: 'Find your way',
    keys: ['Home', 'End'],
    scope: 'grid',
    run: null,
  },
  {
    id: 'pages',
    label: 'A page up and down',
    group: 'Find your way',
    keys: ['PageUp', 'PageDown'],
    scope: 'grid',
    run: null,
  },
  { id: 'back', label: 'Back', group: 'Find your way', keys: ['Escape'], scope: 'not-typing', run: back },

  {
    id: 'open',
    label: 'Open',
    group: 'Images',
    keys: ['Enter', ' '],
    scope: 'grid',
    run: withTarget((id) => store.getState().open(id)),
  },
  {
    id: 'all',
    label: 'Select all',
    group: 'Images',
    keys: ['Mod+a'],
    scope: 'grid',
    run: () => store.getState().selectAll(store.getState().index?.ids ?? []),
  },
  {
    id: 'copy',
    label: 'Copy image',
    group: 'Images',
    keys: ['Mod+c'],
    scope: 'images',
    run: withTarget((id) => void commands.copyImage(id)),
  },
  {
    id: 'copy-prompt',
    label: 'Copy prompt',
    group: 'Images',
    keys: ['Mod+Shift+c'],
    scope: 'images',
    run: withTarget((id) => void withDetails(id, 'prompt')),
  },
  {
    id: 'reveal',
    label: 'Show the file',
    group: 'Images',
    keys: ['Mod+Shift+r'],
    scope: 'images',
    run: withTarget((id) => void commands.reveal(id)),
  },

  ...COLLECTION_ACTIONS,

  {
    id: 'neighbours',
    label: 'Previous and next',
    group: 'Large view',
    keys: ['ArrowLeft', 'ArrowRight'],
    scope: 'viewer',
    run: null,
  },
  { id: 'zoom', label: 'Zoom', group: 'Large view', keys: ['+', '-'], scope: 'viewer', run: null },
  {
    id: 'compare',
    label: 'Compare an edit with its source',
    group: 'Large view',
    keys: ['c'],
    scope: 'images',
    run: toggleCompare,
  },

  ...QUEUE_ACTIONS,

  {
    id: 'rail',
    label: 'Side bar',
    group: 'Window',
    keys: ['Mod+b'],
    scope: 'always',
    menu: 'toggle-rail',
    run: () => store.getState().toggleRail(window.innerWidth),
  },
  {
    id: 'inspector',
    label: 'Inspector',
    group: 'Window',
    keys: ['Mod+i'],
    scope: 'always',
    menu: 'toggle-inspector',
    run: () => store.getState().toggleInspector(window.innerWidth),
  },
  {
    id: 'larger',
    label: 'Larger tiles',
    group: 'Window',
    keys: ['Mod+=', 'Mod++'],
    scope: 'always',
    menu: 'larger-tiles',
    run: () => resizeTiles(1),
  },
  {
    id: 'smaller',
    label: 'Smaller tiles',
    group: 'Window',
    keys: ['Mod+-'],
    scope: 'always',
    menu: 'smaller-tiles',
    run: () => resizeTiles(-1),
  },
  {
    id: 'library',
    label: 'Library',
    group: 'Window',
    keys: ['Mod+1'],
    scope: 'always',
    menu: 'show-library',
    run: () => store.getState().goTo('all'),
  },
  {
    id: 'queue',
    label: 'Queue',
    group: 'Window',
    keys: ['Mod+2'],
    scope: 'always',
    menu: 'show-queue',
    run: () => store.getState().goTo('queue'),
  },
  {
    id: 'ledger',
    label: 'Ledger',
    group: 'Window',
    keys: ['Mod+3'],
    scope: 'always',
    menu: 'show-ledger',
    run: () => store.getState().goTo('ledger'),
  },
  {
    id: 'settings',
    label: 'Settings',
    group: 'Window',
    keys: ['Mod+,'],
    scope: 'always',
    menu: 'settings',
    run: () => store.getState().setDialog('settings'),
  },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Window',
    keys: ['?'],
    scope: 'not-typing',
    menu: 'shortcuts',
    run: () => store.getState().setDialog('shortcuts'),
  },
];

/** The lines of an image's context menu in that place, in groups. They act on the selection, or on the image shown large. */
export function imageActions(platform: AppState['platform'], place: Place): readonly (readonly MenuLine[])[] {
  const line = (id: string, label?: string): readonly MenuLine[] => {
    const action = ACTIONS.find((candidate) => candidate.id === id);
    if (!action?.run) return [];
    return [{ label: label ?? action.label, keys: action.keys, enabled: () => targets().length > 0, run: action.run }];
  };
  return [
    [...line('open'), ...line('source'), ...line('reuse')],
    [...line('collect'), ...(isCollection(place) ? line('take-out') : [])],
    [...line('copy'), ...line('copy-prompt'), ...line('reveal', revealLabel(platform))],
  ];
}
