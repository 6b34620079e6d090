import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';

type Line = MenuItemConstructorOptions;
type Shown = Pick<BrowserWindow, 'webContents'>;

const RULE: Line = { type: 'separator' };
const MOST_SUGGESTIONS = 5;

/**
 * The context menu of text: in a field with suggestions for the word below the pointer, elsewhere for marked words alone.
 * What else has a context menu draws its own. `undo` and `redo` are the window's, which keeps the history of its fields.
 */
export function followTextMenu({ webContents }: Shown, choose: (id: 'undo' | 'redo') => void): void {
  webContents.on('context-menu', (_event, params) => {
    const lines = params.isEditable ? fieldLines(webContents, params, choose) : markedLines(params);
    if (lines.length > 0) Menu.buildFromTemplate(lines).popup();
  });
}

function markedLines({ selectionText, editFlags }: ContextMenuParams): Line[] {
  return selectionText.trim() === '' ? [] : [{ role: 'copy', enabled: editFlags.canCopy }];
}

function fieldLines(
  webContents: Shown['webContents'],
  params: ContextMenuParams,
  choose: (id: 'undo' | 'redo') => void,
): Line[] {
  const { editFlags } = params;
  return [
    ...spellingLines(webContents, params),
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
  webContents: Shown['webContents'],
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
