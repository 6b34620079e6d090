import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../shared/ipc';

/** The native menu. Every entry sends a command to the window, which owns the action itself. */
export function installMenu(send: (command: MenuCommand) => void): void {
  const mac = process.platform === 'darwin';
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => {
      send(command);
    },
    // The page handles its keys itself, so that typing in a field always comes first; here they are only shown.
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  const settings = item('Settings…', 'settings', 'CmdOrCtrl+,');
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [appMenu(settings)] : []),
    {
      label: 'File',
      submenu: [
        item('Import Images…', 'import', 'CmdOrCtrl+O'),
        item('Import Folder…', 'import-folder', 'CmdOrCtrl+Shift+O'),
        { type: 'separator' },
        item('Export…', 'export', 'CmdOrCtrl+E'),
        { type: 'separator' },
        ...(mac ? [] : [settings, { type: 'separator' } as const]),
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        // The window knows whether a text field or the library is meant.
        item('Undo', 'undo', 'CmdOrCtrl+Z'),
        item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { type: 'separator' },
        item('Select All', 'select-all', 'CmdOrCtrl+A'),
        item('Search', 'search', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: 'Image',
      submenu: [
        item('Write a Prompt', 'focus-prompt'),
        item('Generate', 'generate', 'CmdOrCtrl+Enter'),
        { type: 'separator' },
        item('Slideshow', 'slideshow', 'F5'),
        item('Culling', 'cull', 'K'),
        { type: 'separator' },
        item('Move to Trash', 'to-trash', mac ? 'Cmd+Backspace' : 'Delete'),
      ],
    },
    {
      label: 'Queue',
      submenu: [
        item('Pause or Resume', 'pause-queue', 'CmdOrCtrl+Shift+P'),
        item('Cancel All Waiting…', 'cancel-waiting', 'CmdOrCtrl+Shift+X'),
        item('Retry All Downloads', 'retry-downloads', 'CmdOrCtrl+Shift+D'),
        item('Clear Finished', 'clear-finished', 'CmdOrCtrl+Shift+L'),
        { type: 'separator' },
        item('Export Receipts…', 'export-receipts', 'CmdOrCtrl+Shift+E'),
      ],
    },
    {
      label: 'View',
      submenu: [
        item('Library', 'show-library', 'CmdOrCtrl+1'),
        item('Queue', 'show-queue', 'CmdOrCtrl+2'),
        item('Ledger', 'show-ledger', 'CmdOrCtrl+3'),
        { type: 'separator' },
        item('Larger Images', 'larger-tiles', 'CmdOrCtrl+='),
        item('Smaller Images', 'smaller-tiles', 'CmdOrCtrl+-'),
        { type: 'separator' },
        item('Rail', 'toggle-rail', 'CmdOrCtrl+B'),
        item('Inspector', 'toggle-inspector', 'CmdOrCtrl+I'),
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keyboard Shortcuts', 'shortcuts')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function appMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}
