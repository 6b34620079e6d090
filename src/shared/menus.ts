import type { ActionId } from './actions';

/** What the system does by itself in a menu, under its own name. */
export type MenuRole = 'cut' | 'copy' | 'paste' | 'minimize' | 'close' | 'togglefullscreen';
/** A line of a menu: an action, something of the system's, or more lines under a name. */
export type MenuEntry =
  ActionId | { readonly role: MenuRole } | { readonly label: string; readonly entries: readonly ActionId[] };

/** One menu of the menu bar. */
export interface MenuColumn {
  readonly label: string;
  /** Groups of lines with a rule between them. */
  readonly sections: readonly (readonly MenuEntry[])[];
}

/** The menu bar, from the left. What macOS has in the menu of the app, others have at the end of the first one. */
export const MENUS: readonly MenuColumn[] = [
  {
    label: 'File',
    sections: [['import', 'import-folder'], ['export'], ['open-outside', 'open-with', 'reveal']],
  },
  {
    label: 'Edit',
    sections: [
      ['undo', 'redo', 'history'],
      [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }],
      ['copy', 'copy-files', 'copy-paths', 'copy-prompt'],
      ['all', 'search'],
    ],
  },
  {
    label: 'Prompt',
    sections: [
      ['generate', 'prompt'],
      ['new-draft', 'close-draft', 'reopen-draft', 'next-draft', 'previous-draft'],
      ['per-line', 'literal', 'list-from-file'],
      ['search-prompts', 'templates', 'save-template'],
      ['restore-prompt', 'favourite-prompt', 'tag-prompt', 'copy-prompts', 'prompt-to-template'],
      [
        'import-prompts',
        { label: 'Export history', entries: ['export-history-json', 'export-history-csv', 'export-history-markdown'] },
        {
          label: 'Export templates',
          entries: ['export-templates-json', 'export-templates-csv', 'export-templates-markdown'],
        },
      ],
    ],
  },
  {
    label: 'Image',
    sections: [
      ['open', 'preview', 'compare', 'lineage'],
      ['source', 'edit-each', 'reuse'],
      [
        ...(['favourite', 'pick', 'reject', 'unflag'] as const),
        { label: 'Stars', entries: ['stars-1', 'stars-2', 'stars-3', 'stars-4', 'stars-5', 'stars-0'] },
      ],
      ['tag', 'note', 'collect', 'take-out'],
      ['slideshow', 'cull', 'stack', 'stacking'],
      ['trash', 'restore'],
    ],
  },
  {
    label: 'Queue',
    sections: [['pause', 'cancel-waiting', 'retry-downloads', 'clear-finished'], ['export-receipts']],
  },
  {
    label: 'View',
    sections: [
      ['palette'],
      ['library', 'queue', 'ledger', 'prompts', 'back'],
      ['larger', 'smaller'],
      ['rail', 'inspector'],
      [{ role: 'togglefullscreen' }],
    ],
  },
  { label: 'Window', sections: [[{ role: 'minimize' }, { role: 'close' }]] },
  { label: 'Help', sections: [['shortcuts']] },
];
