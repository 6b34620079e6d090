import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';

type Line = MenuItemConstructorOptions;

const RULE: Line = { type: 'separator' };
const MOST_SUGGESTIONS = 5;

/**
 * The context menu of text: in a field with suggestions for the word below the pointer, elsewhere for marked words alone.
 * What else has a context menu draws its own. `undo` and `redo` are the window's, which keeps the history of its fields.
 */
export function followTextMenu(window: BrowserWindow, choose: (id: 'undo' | 'redo') => void): void {
  window.webContents.on('context-menu', (_event, params) => {
    const lines = params.isEditable ? fieldLines(window, params, choose) : markedLines(params);
    if (lines.length > 0) Menu.buildFromTemplate(lines).popup({ window });
  });
}

function markedLines({ selectionText, editFlags }: ContextMenuParams): Line[] {
  return selectionText.trim() === '' ? [] : [{ role: 'copy', enabled: editFlags.canCopy }];
}

function fieldLines(window: BrowserWindow, params: ContextMenuParams, choose: (id: 'undo' | 'redo') => void): Line[] {
  const { editFlags } = params;
  return [
    ...spellingLines(window, params),
    { label: 'Undo', click: () => choose('undo') },
    { label: 'Redo', click: () => choose('redo') },
    RULE,
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    RULE,
    { role: 'selectAll', label: 'Select all', enabled: editFlags.canSelectAll },
  ];
}

function spellingLines(
  { webContents }: BrowserWindow,
  { misspelledWord, dictionarySuggestions }: ContextMenuParams,
): Line[] {
  if (misspelledWord === '') return [];
  const suggestions = dictionarySuggestions.slice(0, MOST_SUGGESTIONS).map((word): Line => ({
    label: word,
    click: () => {
      webContents.replaceMisspelling(word);
    },
  }));
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: 'No suggestions', enabled: false }]),
    RULE,
    {
      label: 'Add to dictionary',
      click: () => {
        webContents.session.addWordToSpellCheckerDictionary(misspelledWord);
      },
    },
    RULE,
  ];
}
