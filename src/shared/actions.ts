import type { AppState } from './app-state';

/**
 * Where the focus must be for a key to act: anywhere, anywhere but in a text field, where images are, in one such place (the
 * lineage is in the large view), in the list of prompts, or in the field of the prompt.
 */
export type KeyScope = 'always' | 'not-typing' | 'images' | 'grid' | 'viewer' | 'lineage' | 'prompts' | 'writing';

/** Headings of the shortcut sheet, in their order. */
export const ACTION_GROUPS = [
  ...(['Create', 'Prompts', 'Find your way', 'Images', 'Organise', 'Hand out'] as const),
  ...(['Large view', 'Lineage', 'Queue', 'Window'] as const),
];
/** See the list of the same meaning. */
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** Keys and what they do, as the shortcut sheet lists them. */
export interface KeyRow {
  /** The one name of it, in every menu, list and sheet. Three dots say that something is asked first. */
  readonly label: string;
  readonly group: ActionGroup;
  /** Such as "Mod+Enter", "Ctrl+Tab", "e", "?"; Mod is ⌘ on macOS and Ctrl elsewhere. The first one is shown; none is fine. */
  readonly keys: readonly string[];
  readonly scope: KeyScope;
}

/** One thing that a person can do by key, menu or palette. What it does and when it can lies in `renderer/keys/bindings.ts`. */
export interface ActionRow extends KeyRow {
  readonly id: string;
  /** The label where a platform has a name of its own for it. */
  readonly labelOn?: Partial<Record<AppState['platform'], string>>;
  /** It is about the images that are selected or looked at, or about the prompts that are selected in their history. */
  readonly needs?: 'images' | 'prompts';
  /** It changes the library, which may not be possible now. */
  readonly changes?: true;
  /** What else a person may call it who looks for it. */
  readonly alias?: string;
  /** Why the palette doesn't offer it. */
  readonly notInPalette?: string;
}

const images = { scope: 'images', needs: 'images' } as const;
const organise = { group: 'Organise', ...images, changes: true } as const;
const handOut = { group: 'Hand out', ...images } as const;
const queue = { group: 'Queue', scope: 'always' } as const;
const prompts = { group: 'Prompts', scope: 'always' } as const;
const listed = { group: 'Prompts', scope: 'prompts', needs: 'prompts' } as const;
const place = { group: 'Window', scope: 'always' } as const;

const ROWS = [
  // First in the palette, where a hasty Enter must not be what sends and pays.
  {
    id: 'prompt',
    label: 'Go to the prompt',
    group: 'Create',
    keys: ['/'],
    scope: 'not-typing',
    alias: 'write compose',
  },
  { id: 'generate', label: 'Generate or edit', group: 'Create', keys: ['Mod+Enter'], scope: 'always', alias: 'submit' },
  { id: 'source', label: 'Use as edit source', group: 'Create', keys: ['e'], ...images },
  {
    id: 'edit-each',
    label: 'Edit each of these',
    group: 'Create',
    keys: ['Shift+e'],
    ...images,
    alias: 'batch edit source many',
  },
  { id: 'reuse', label: 'Reuse recipe', group: 'Create', keys: ['r'], ...images, alias: 'remix parameters' },
  {
    id: 'import',
    label: 'Add files to the library…',
    group: 'Create',
    keys: ['Mod+o'],
    scope: 'always',
    alias: 'import',
  },
  {
    id: 'import-folder',
    label: 'Add a folder to the library…',
    group: 'Create',
    scope: 'always',
    keys: ['Mod+Shift+o'],
    alias: 'import',
  },

  { id: 'new-draft', label: 'New draft', keys: ['Mod+t'], ...prompts, alias: 'tab' },
  { id: 'close-draft', label: 'Close draft', keys: ['Mod+w'], ...prompts, alias: 'tab' },
  { id: 'reopen-draft', label: 'Reopen closed draft', keys: ['Mod+Shift+t'], ...prompts, alias: 'tab undo' },
  { id: 'next-draft', label: 'Next draft', keys: ['Ctrl+Tab'], ...prompts, alias: 'tab' },
  { id: 'previous-draft', label: 'Previous draft', keys: ['Ctrl+Shift+Tab'], ...prompts, alias: 'tab' },
  { id: 'per-line', label: 'One prompt per line', keys: [], ...prompts, alias: 'batch list' },
  { id: 'literal', label: 'Braces as they stand', keys: [], ...prompts, alias: 'literal alternatives' },
  { id: 'list-from-file', label: 'Prompts from a file…', keys: [], ...prompts, alias: 'batch list text csv import' },
  { id: 'search-prompts', label: 'Search prompts', keys: ['Mod+Shift+f'], ...prompts, alias: 'find history' },
  { id: 'templates', label: 'Templates', keys: [], ...prompts, alias: 'go to variables' },
  { id: 'save-template', label: 'Save as template', keys: ['Mod+s'], ...prompts, alias: 'keep' },
  { id: 'restore-prompt', label: 'Restore as a new draft', keys: ['Enter', 'r'], ...listed, alias: 'reuse recipe' },
  { id: 'favourite-prompt', label: 'Favourite prompt', keys: ['f'], ...listed, alias: 'heart favorite like' },
  { id: 'tag-prompt', label: 'Tag prompt', keys: ['t'], ...listed, alias: 'keyword' },
  { id: 'copy-prompts', label: 'Copy as text', keys: ['Mod+c'], ...listed, alias: 'prompts' },
  { id: 'prompt-to-template', label: 'Make a template of it', keys: [], ...listed, alias: 'prompt save' },
  { id: 'import-prompts', label: 'Import prompts and templates…', keys: [], ...prompts, alias: 'json csv markdown' },
  { id: 'export-history-json', label: 'Export history as JSON…', keys: [], ...prompts, alias: 'prompts backup' },
  { id: 'export-history-csv', label: 'Export history as CSV…', keys: [], ...prompts, alias: 'prompts table' },
  { id: 'export-history-markdown', label: 'Export history as Markdown…', keys: [], ...prompts, alias: 'prompts text' },
  { id: 'export-templates-json', label: 'Export templates as JSON…', keys: [], ...prompts },
  { id: 'export-templates-csv', label: 'Export templates as CSV…', keys: [], ...prompts },
  { id: 'export-templates-markdown', label: 'Export templates as Markdown…', keys: [], ...prompts },

  { id: 'search', label: 'Search', group: 'Find your way', keys: ['Mod+f'], scope: 'always', alias: 'find' },
  {
    id: 'palette',
    label: 'Command palette…',
    group: 'Find your way',
    keys: ['Mod+k'],
    scope: 'always',
    notInPalette: 'It is open already.',
  },
  {
    id: 'back',
    label: 'Back',
    group: 'Find your way',
    keys: ['Escape'],
    scope: 'not-typing',
    notInPalette: 'Escape closes the palette first.',
  },

  { id: 'open', label: 'Open', group: 'Images', keys: ['Enter'], scope: 'grid', needs: 'images', alias: 'large view' },
  { id: 'preview', label: 'Quick look', group: 'Images', keys: [' '], scope: 'grid', needs: 'images' },
  { id: 'all', label: 'Select all', group: 'Images', keys: ['Mod+a'], scope: 'grid' },

  { id: 'stars-1', label: '1 star', keys: ['1'], ...organise, alias: 'rate' },
  { id: 'stars-2', label: '2 stars', keys: ['2'], ...organise, alias: 'rate' },
  { id: 'stars-3', label: '3 stars', keys: ['3'], ...organise, alias: 'rate' },
  { id: 'stars-4', label: '4 stars', keys: ['4'], ...organise, alias: 'rate' },
  { id: 'stars-5', label: '5 stars', keys: ['5'], ...organise, alias: 'rate' },
  { id: 'stars-0', label: 'No stars', keys: ['0'], ...organise, alias: 'rate' },
  { id: 'pick', label: 'Pick', keys: ['p'], ...organise, alias: 'flag keep' },
  { id: 'reject', label: 'Reject', keys: ['x'], ...organise, alias: 'flag' },
  { id: 'unflag', label: 'No flag', keys: ['u'], ...organise, alias: 'unflag' },
  { id: 'favourite', label: 'Favourite', keys: ['f'], ...organise, alias: 'heart favorite like' },
  { id: 'tag', label: 'Tag', keys: ['t'], ...organise, alias: 'keyword' },
  { id: 'note', label: 'Write a note', keys: ['n'], ...organise, alias: 'comment' },
  { id: 'collect', label: 'Add to collection…', keys: ['a'], ...organise, alias: 'album folder' },
  { id: 'take-out', label: 'Take out of this collection', keys: ['Shift+a'], ...organise },
  // ⌘⌫ comes last: it is the one that macOS shows beside its menu.
  {
    id: 'trash',
    label: 'Put in the trash',
    keys: ['Delete', 'Backspace', 'Mod+Backspace'],
    ...organise,
    alias: 'delete',
  },
  { id: 'restore', label: 'Put back from the trash', keys: ['Shift+Delete', 'Shift+Backspace'], ...organise },
  { id: 'cull', label: 'Culling: go on by itself', group: 'Organise', keys: ['k'], scope: 'images' },
  { id: 'stack', label: 'Open or close the stack', group: 'Organise', keys: ['s'], scope: 'grid' },
  { id: 'stacking', label: 'Stack images of one job', group: 'Organise', keys: ['Shift+s'], scope: 'grid' },
  { id: 'undo', label: 'Undo', group: 'Organise', keys: ['Mod+z'], scope: 'not-typing' },
  {
    id: 'redo',
    label: 'Do again',
    group: 'Organise',
    keys: ['Mod+Shift+z', 'Mod+y'],
    scope: 'not-typing',
    alias: 'redo',
  },
  {
    id: 'history',
    label: 'What was done',
    group: 'Organise',
    keys: ['Mod+Shift+h'],
    scope: 'always',
    alias: 'history',
  },

  { id: 'export', label: 'Export…', ...handOut, keys: ['Mod+e'], scope: 'not-typing', alias: 'save zip resize' },
  { id: 'copy', label: 'Copy image', ...handOut, keys: ['Mod+c'] },
  { id: 'copy-files', label: 'Copy file', ...handOut, keys: ['Shift+c'] },
  { id: 'copy-paths', label: 'Copy path', ...handOut, keys: ['Shift+p'] },
  { id: 'copy-prompt', label: 'Copy prompt', ...handOut, keys: ['Mod+Shift+c'] },
  { id: 'open-outside', label: 'Open in its program', ...handOut, keys: ['Shift+Enter'] },
  { id: 'open-with', label: 'Open with…', ...handOut, keys: ['Mod+Shift+Enter'] },
  {
    id: 'reveal',
    label: 'Show in file manager',
    ...handOut,
    keys: ['Mod+Shift+r'],
    alias: 'folder',
    labelOn: { darwin: 'Reveal in Finder', win32: 'Show in Explorer' },
  },

  { id: 'slideshow', label: 'Slideshow', group: 'Large view', keys: ['F5'], scope: 'not-typing' },
  {
    id: 'compare',
    label: 'Compare',
    group: 'Large view',
    keys: ['c'],
    ...images,
    alias: 'before after difference survey',
  },
  { id: 'lineage', label: 'Lineage', group: 'Large view', keys: ['g'], ...images, alias: 'family tree graph versions' },

  { id: 'pause', label: 'Pause or resume the queue', keys: ['Mod+Shift+p'], ...queue, alias: 'stop' },
  { id: 'cancel-waiting', label: 'Cancel all waiting…', ...queue, keys: ['Mod+Shift+x'], scope: 'not-typing' },
  { id: 'retry-downloads', label: 'Retry all downloads', keys: ['Mod+Shift+d'], ...queue },
  { id: 'clear-finished', label: 'Clear finished', keys: ['Mod+Shift+l'], ...queue },
  { id: 'export-receipts', label: 'Export receipts…', keys: ['Mod+Shift+e'], ...queue },

  { id: 'library', label: 'Library', keys: ['Mod+1'], ...place, alias: 'go to images' },
  { id: 'queue', label: 'Queue', keys: ['Mod+2'], ...place, alias: 'go to jobs' },
  { id: 'ledger', label: 'Ledger', keys: ['Mod+3'], ...place, alias: 'go to costs money' },
  { id: 'prompts', label: 'Prompt history', keys: ['Mod+4'], ...place, alias: 'go to prompts' },
  { id: 'rail', label: 'Side bar', keys: ['Mod+b'], ...place, alias: 'rail hide show' },
  { id: 'inspector', label: 'Inspector', keys: ['Mod+i'], ...place, alias: 'details hide show' },
  { id: 'larger', label: 'Larger tiles', keys: ['Mod+=', 'Mod++'], ...place, alias: 'zoom in' },
  { id: 'smaller', label: 'Smaller tiles', keys: ['Mod+-'], ...place, alias: 'zoom out' },
  { id: 'settings', label: 'Settings…', keys: ['Mod+,'], ...place, alias: 'preferences options' },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Window',
    keys: ['?'],
    scope: 'not-typing',
    alias: 'help keys',
  },
] as const satisfies readonly ActionRow[];

/** The name of an action. */
export type ActionId = (typeof ROWS)[number]['id'];
/** A row of the table. */
export type Action = ActionRow & { readonly id: ActionId };

/** Every action of the app, once: keys, menus, palette and shortcut sheet are made from it. */
export const ACTIONS: readonly Action[] = ROWS;

/** Keys that the place which has the focus serves by itself; for the sheet. */
export const VIEW_KEYS: readonly KeyRow[] = [
  {
    label: 'Earlier and later prompts, from an empty field',
    group: 'Prompts',
    keys: ['ArrowUp', 'ArrowDown'],
    scope: 'writing',
  },
  { label: 'Take the rest that is proposed', group: 'Prompts', keys: ['ArrowRight'], scope: 'writing' },
  { label: 'Add what is on the clipboard', group: 'Create', keys: ['Mod+v'], scope: 'not-typing' },
  {
    label: 'Move; Shift extends',
    group: 'Find your way',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    scope: 'grid',
  },
  { label: 'First and last image', group: 'Find your way', keys: ['Home', 'End'], scope: 'grid' },
  { label: 'A page up and down', group: 'Find your way', keys: ['PageUp', 'PageDown'], scope: 'grid' },
  { label: 'Previous and next', group: 'Large view', keys: ['ArrowLeft', 'ArrowRight'], scope: 'viewer' },
  { label: 'Zoom', group: 'Large view', keys: ['+', '-'], scope: 'viewer' },
  { label: '100 % or whole', group: 'Large view', keys: ['z'], scope: 'viewer' },
  {
    label: 'Move a part that is zoomed',
    group: 'Large view',
    keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
    scope: 'viewer',
  },
  { label: 'Keep the zoom', group: 'Large view', keys: ['l'], scope: 'viewer' },
  { label: 'Full window', group: 'Large view', keys: ['w'], scope: 'viewer' },
  { label: 'Way of comparing', group: 'Large view', keys: ['[', ']'], scope: 'viewer' },
  { label: 'Divider, opacity, gain, speed', group: 'Large view', keys: [',', '.'], scope: 'viewer' },
  { label: 'Swap Before and After', group: 'Large view', keys: ['s'], scope: 'viewer' },
  { label: 'Turn the slider', group: 'Large view', keys: ['v'], scope: 'viewer' },
  { label: 'Stop or go on blinking', group: 'Large view', keys: [' '], scope: 'viewer' },
  { label: 'Flip Before and After', group: 'Large view', keys: ['b'], scope: 'viewer' },
  { label: 'Loupe', group: 'Large view', keys: ['m'], scope: 'viewer' },
  { label: 'Pixel values; arrows go from pixel to pixel', group: 'Large view', keys: ['i'], scope: 'viewer' },
  { label: 'Take what is rejected out of a survey', group: 'Large view', keys: ['Shift+x'], scope: 'viewer' },
  {
    label: 'From relative to relative',
    group: 'Lineage',
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    scope: 'lineage',
  },
  { label: 'Fold or unfold a branch', group: 'Lineage', keys: [' '], scope: 'lineage' },
  { label: 'Mark one of two to compare', group: 'Lineage', keys: ['m'], scope: 'lineage' },
  { label: 'Centre the image with the keys', group: 'Lineage', keys: ['.'], scope: 'lineage' },
  { label: 'The whole family', group: 'Lineage', keys: ['Home'], scope: 'lineage' },
  { label: 'Zoom the family', group: 'Lineage', keys: ['+', '-'], scope: 'lineage' },
];

const BY_ID = new Map<string, Action>(ACTIONS.map((action) => [action.id, action]));

/** The row of that action. */
export function actionOf(id: ActionId): Action {
  const action = BY_ID.get(id);
  if (!action) throw new Error(`There is no action ${id}.`);
  return action;
}

/** What an action is called on that platform. */
export function labelOf(id: ActionId, platform: AppState['platform']): string {
  const { label, labelOn } = actionOf(id);
  return labelOn?.[platform] ?? label;
}
