import type { AppState } from '../../shared/app-state';
import { whyNoChange } from '../store/connection';
import { commands, store } from '../store/studio';
import type { Place } from '../store/view';
import { gridView, isCollection, isLibraryPlace } from '../store/view';
import type { MenuLine } from '../ui/ContextItems';
import { focusOn } from '../ui/focus';
import type { Action } from './action';
import { HAND_OUT_ACTIONS, withDetails } from './hand-out-actions';
import { ORGANISE_ACTIONS } from './organise-actions';
import { QUEUE_ACTIONS } from './queue-actions';
import { target, targets } from './targets';
import { WINDOW_ACTIONS } from './window-actions';

function back(): void {
  const state = store.getState();
  // An image that was opened from the queue leads back there.
  const backTo = state.opened !== null && state.place === 'queue' ? 'queue' : 'grid';
  if (state.slideshow) state.stopSlideshow();
  else if (state.opened !== null) state.close();
  else if (state.preview !== null) state.setPreview(null);
  else if (!isLibraryPlace(state.place)) state.goTo(gridView(state));
  else state.clearSelection();
  focusOn(backTo);
}

function search(): void {
  const state = store.getState();
  if (state.opened !== null) state.close();
  state.setPreview(null);
  if (!isLibraryPlace(state.place)) state.goTo(gridView(state));
  focusOn('search');
}

function toggleCompare(): void {
  const { opened, comparing } = store.getState();
  if (opened !== null) store.setState({ comparing: !comparing });
  else open();
}

function open(): void {
  const id = target();
  if (id !== null) store.getState().open(id);
}

/** A quick look at the image that the keyboard stands on. */
function preview(): void {
  store.getState().setPreview(target());
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
    run: () => void withDetails('recipe'),
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
    id: 'import-folder',
    label: 'Add a folder to the library',
    group: 'Create',
    keys: ['Mod+Shift+o'],
    scope: 'always',
    menu: 'import-folder',
    run: () => void commands.importDialog('library', 'folder'),
  },
  {
    id: 'paste',
    label: 'Add what is on the clipboard',
    group: 'Create',
    keys: ['Mod+v'],
    scope: 'not-typing',
    run: null,
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
    keys: ['Enter'],
    scope: 'grid',
    run: open,
  },
  { id: 'preview', label: 'Quick look', group: 'Images', keys: [' '], scope: 'grid', run: preview },
  {
    id: 'all',
    label: 'Select all',
    group: 'Images',
    keys: ['Mod+a'],
    scope: 'grid',
    menu: 'select-all',
    run: () => store.getState().selectAll(store.getState().index?.ids ?? []),
  },
  ...ORGANISE_ACTIONS,
  ...HAND_OUT_ACTIONS,

  {
    id: 'neighbours',
    label: 'Previous and next',
    group: 'Large view',
    keys: ['ArrowLeft', 'ArrowRight'],
    scope: 'viewer',
    run: null,
  },
  { id: 'zoom', label: 'Zoom', group: 'Large view', keys: ['+', '-'], scope: 'viewer', run: null },
  { id: 'full-size', label: '100 % or whole', group: 'Large view', keys: ['z'], scope: 'viewer', run: null },
  {
    id: 'pan',
    label: 'Move a part that is zoomed',
    group: 'Large view',
    keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
    scope: 'viewer',
    run: null,
  },
  { id: 'keep-zoom', label: 'Keep the zoom', group: 'Large view', keys: ['l'], scope: 'viewer', run: null },
  { id: 'full-window', label: 'Full window', group: 'Large view', keys: ['w'], scope: 'viewer', run: null },
  {
    id: 'compare',
    label: 'Compare an edit with its source',
    group: 'Large view',
    keys: ['c'],
    scope: 'images',
    run: toggleCompare,
  },

  ...QUEUE_ACTIONS,
  ...WINDOW_ACTIONS,
];

/** The lines of an image's context menu in that place, in groups. They act on the selection, or on the image shown large. */
export function imageActions(platform: AppState['platform'], place: Place): readonly (readonly MenuLine[])[] {
  const line = (id: string, label?: string): readonly MenuLine[] => {
    const action = ACTIONS.find((candidate) => candidate.id === id);
    if (!action?.run) return [];
    return [{ label: label ?? action.label, keys: action.keys, enabled: () => mayRun(action), run: action.run }];
  };
  const lines = (...ids: readonly string[]): readonly MenuLine[] => ids.flatMap((id) => line(id));
  const out = [...lines('export', 'open-outside', 'open-with'), ...line('reveal', revealLabel(platform))];
  if (place === 'trash') return [lines('open', 'restore'), out, line('trash', 'Remove for good…')];
  return [
    lines('open', 'source', 'reuse'),
    lines('favourite', 'pick', 'reject', 'unflag', 'tag'),
    lines('collect', ...(isCollection(place) ? ['take-out'] : [])),
    lines('copy', 'copy-files', 'copy-paths', 'copy-prompt'),
    out,
    lines('trash'),
  ];
}

function mayRun({ changes }: Action): boolean {
  return targets().length > 0 && !(changes && whyNoChange(store.getState()) !== null);
}
