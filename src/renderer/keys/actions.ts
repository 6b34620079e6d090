import type { Action, ActionId } from '../../shared/actions';
import { actionOf, ACTIONS, labelOf } from '../../shared/actions';
import type { AppState } from '../../shared/app-state';
import { whyNoChange } from '../store/connection';
import type { Studio } from '../store/store';
import { store } from '../store/studio';
import type { Place } from '../store/view';
import { isCollection, stoodOn } from '../store/view';
import type { MenuLine } from '../ui/ContextItems';
import { isTyping, stepsItself } from '../ui/focus';
import { GONE } from '../ui/kin-words';
import { isFirstStart } from '../welcome/first-start';
import { BINDINGS } from './bindings';
import { hasListed } from './listed-bindings';
import { hasTargets } from './targets';

/** Before there is a gateway only these lead anywhere. */
const AT_FIRST_START: readonly ActionId[] = [
  ...(['palette', 'settings', 'shortcuts', 'back', 'rail', 'undo', 'redo'] as const),
  ...(['import', 'import-folder', 'export-receipts'] as const),
];

/** Why the action can do nothing now, in one sentence; null when it can. */
export function whyNot(id: ActionId, state: Studio = store.getState()): string | null {
  const { needs, changes } = actionOf(id);
  if (isFirstStart(state) && !AT_FIRST_START.includes(id)) return 'Connect Easel first.';
  const refused = changes ? whyNoChange(state) : null;
  if (refused !== null) return refused;
  if (needs === 'images' && stoodOn(state) !== null) {
    // The way out of the family is that of the opened image.
    if (id !== 'lineage') return GONE;
  } else if (needs === 'images' && !hasTargets(state)) return 'Select an image first.';
  if (needs === 'prompts' && !hasListed(state)) return 'Select a prompt in the history first.';
  return BINDINGS[id].whyNot?.(state) ?? null;
}

/** While the person types, these are about the text. */
const TEXT_COMMANDS: Partial<Record<ActionId, string>> = { undo: 'undo', redo: 'redo', all: 'selectAll' };

/** Does it, or says why it can't be done now. */
export function runAction(id: ActionId): void {
  const edit = TEXT_COMMANDS[id];
  if (edit !== undefined && isTyping(document.activeElement)) {
    if ((id === 'undo' || id === 'redo') && stepsItself(document.activeElement, id)) return;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- a field's own history can be reached in no other way
    document.execCommand(edit);
    return;
  }
  const why = whyNot(id);
  if (why === null) BINDINGS[id].run();
  else store.getState().say(why);
}

/** Actions that can do nothing now, as the menu bar shows them. What is about text in a field is always there. */
export function disabledActions(state: Studio): readonly ActionId[] {
  const covered = state.dialog !== null;
  return ACTIONS.flatMap(({ id }) =>
    TEXT_COMMANDS[id] === undefined && (covered || whyNot(id, state) !== null) ? [id] : [],
  );
}

/** Actions of one group, in the order of the table. */
export function actionsOf(group: Action['group']): readonly Action[] {
  return ACTIONS.filter((action) => action.group === group);
}

/** A line of a menu that the window draws, under its own name or under one that fits there better. */
export function menuLine(id: ActionId, platform: AppState['platform'], label = labelOf(id, platform)): MenuLine {
  return { label, keys: actionOf(id).keys, enabled: () => whyNot(id) === null, run: () => runAction(id) };
}

/** The lines of an image's context menu in that place, in groups. They act on the selection, or on the image shown large. */
export function imageActions(platform: AppState['platform'], place: Place): readonly (readonly MenuLine[])[] {
  const lines = (...ids: readonly ActionId[]): readonly MenuLine[] => ids.map((id) => menuLine(id, platform));
  const out = lines('export', 'open-outside', 'open-with', 'reveal');
  if (place === 'trash') return [lines('open', 'restore'), out, [menuLine('trash', platform, 'Remove for good…')]];
  return [
    lines('open', 'compare', 'lineage', 'source', 'edit-each', 'reuse'),
    lines('favourite', 'pick', 'reject', 'unflag', 'tag'),
    lines('collect', ...(isCollection(place) ? (['take-out'] as const) : [])),
    lines('copy', 'copy-files', 'copy-paths', 'copy-prompt'),
    out,
    lines('trash'),
  ];
}
