import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { ActionId } from '../shared/actions';
import { actionOf, ACTIONS, labelOf } from '../shared/actions';
import type { AppState } from '../shared/app-state';
import type { MenuEntry } from '../shared/menus';
import { MENUS } from '../shared/menus';

type Platform = AppState['platform'];
type Line = MenuItemConstructorOptions;
/** Tells that a line was chosen; `byKey` when its key was pressed. */
type Choose = (id: ActionId, byKey: boolean) => void;

/** The menu bar while it is there. */
export interface AppMenu {
  /** These can do nothing now, all others can. */
  disable(ids: readonly ActionId[]): void;
}

/** The native menu, made from the table of actions. What a line does is the window's affair. */
export function installMenu(platform: Platform, choose: Choose): AppMenu {
  const menu = Menu.buildFromTemplate(template(platform, choose));
  Menu.setApplicationMenu(menu);
  return {
    disable(ids) {
      for (const { id } of ACTIONS) {
        const line = menu.getMenuItemById(id);
        if (line) line.enabled = !ids.includes(id);
      }
    },
  };
}

const RULE: Line = { type: 'separator' };

function template(platform: Platform, choose: Choose): Line[] {
  const mac = platform === 'darwin';
  const lineOf = (entry: MenuEntry): Line => {
    if (typeof entry === 'string') return actionLine(entry, platform, choose);
    // Its own key is the one that closes a draft; see `keys`.
    if ('role' in entry) return entry.role === 'close' ? { role: 'close', accelerator: 'CmdOrCtrl+Shift+W' } : entry;
    return { label: entry.label, submenu: entry.entries.map(lineOf) };
  };
  const settings = lineOf('settings');
  const columns = MENUS.map(({ label, sections }, at): Line => {
    const lines = sections.map((section) => section.map(lineOf));
    if (at === 0 && !mac) lines.push([settings], [{ role: 'quit' }]);
    const submenu = lines.flatMap((section, place) => (place === 0 ? section : [RULE, ...section]));
    // The system adds its own lines to menus that it knows by their role: the list of windows, a search.
    if (mac && label === 'Window') return { role: 'window', submenu };
    return label === 'Help' ? { role: 'help', label, submenu } : { label, submenu };
  });
  return mac ? [appMenu(settings), ...columns] : columns;
}

function actionLine(id: ActionId, platform: Platform, choose: Choose): Line {
  const accelerator = acceleratorOf(actionOf(id).keys, platform);
  return {
    id,
    label: labelOf(id, platform),
    click: (_item, _window, { triggeredByAccelerator }) => {
      choose(id, triggeredByAccelerator === true);
    },
    // The page handles its keys itself, so that typing in a field always comes first; here they are only shown.
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
  };
}

const SIGNS: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ' ': 'Space',
  '+': 'Plus',
  Escape: 'Esc',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** The key that a line shows. macOS listens to what its menu shows: single keys, which are typed as well, stay out of it. */
function acceleratorOf(keys: readonly string[], platform: Platform): string | null {
  const safe = (key: string): boolean => platform !== 'darwin' || /^(?:Mod|Ctrl)\+|^F\d/.test(key);
  const key = keys.find(safe);
  if (key === undefined) return null;
  return key
    .split(/(?<=.)\+(?=.)/u)
    .map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}

function appMenu(settings: Line): Line {
  const own: readonly Line[] = [{ role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }];
  return {
    role: 'appMenu',
    submenu: [{ role: 'about' }, RULE, settings, RULE, { role: 'services' }, RULE, ...own, RULE, { role: 'quit' }],
  };
}
