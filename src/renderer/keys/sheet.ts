import type { KeyRow } from '../../shared/actions';
import { ACTIONS, labelOf, VIEW_KEYS } from '../../shared/actions';
import type { AppState } from '../../shared/app-state';
import { keyText } from '../ui/key-text';

/** The rows of the shortcut sheet whose name, group or key has every word that was typed. */
export function sheetOf(platform: AppState['platform'], search: string): readonly KeyRow[] {
  const named = ACTIONS.map((action) => ({ ...action, label: labelOf(action.id, platform) }));
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return [...named, ...VIEW_KEYS].filter((row) => {
    if (row.keys.length === 0) return false;
    const alias = 'alias' in row ? row.alias : '';
    const text = [row.label, row.group, alias, ...row.keys.map((key) => keyText(key, platform))]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
