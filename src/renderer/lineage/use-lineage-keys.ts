import { useEffect, useRef } from 'react';
import { actionOf } from '../../shared/actions';
import { isTombstone } from '../../shared/lineage';
import { matchesKey } from '../keys/match-key';
import { store } from '../store/studio';
import type { FamilyTree, LineageActs } from './family-tree';
import { hasBranch, memberOf } from './family-tree';
import type { OutlineRow } from './kinship';
import { besides } from './layout';
import { lineageView } from './lineage-view';

/** What the keys act on. */
export interface KeyScene {
  readonly tree: FamilyTree;
  /** The lines of the outline when it is what is shown; null for the drawing. */
  readonly rows: readonly OutlineRow[] | null;
  readonly focused: number;
  readonly acts: LineageActs;
  readonly view: Readonly<{ fit: () => void; centre: () => void; zoom: (factor: number) => void }>;
}

/** The keys of the lineage, wherever in the large view the focus is. They come before those of the large view itself. */
export function useLineageKeys(scene: KeyScene): void {
  const now = useRef(scene);
  useEffect(() => {
    now.current = scene;
  });
  useEffect(() => {
    const keyDown = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented || !inLineage(event.target)) return;
      if (act(now.current, event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    window.addEventListener('keydown', keyDown, true);
    return () => window.removeEventListener('keydown', keyDown, true);
  }, []);
}

function inLineage(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest('[data-images="viewer"]') === null) return false;
  return target.closest('[role="radiogroup"], [role="tablist"], [role="slider"], input, textarea') === null;
}

/** Does what the key means here; false for a key that means nothing here. */
function act(scene: KeyScene, event: KeyboardEvent): boolean {
  const { focused, acts, view } = scene;
  const { key, shiftKey } = event;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  // Enter and Space press the button that has the focus.
  const onButton = event.target instanceof Element && event.target.closest('button') !== null;
  if (isPlain && onButton && (key === 'Enter' || key === ' ')) return false;
  if (isPlain && !shiftKey) {
    const to = stepOf(scene, key);
    if (to !== null) {
      if (to >= 0) acts.focus(to);
      return true;
    }
    if (key === 'Enter') acts.open(focused);
    else if (key === ' ') acts.fold(focused);
    else if (key === 'c') acts.compare(focused);
    else if (key === 'e') acts.branch(focused);
    else if (key === 'm') acts.mark(focused);
    else if (key === 'Home' && !scene.rows) view.fit();
    else if (key === '.') view.centre();
    else if (key === '-' && !scene.rows) view.zoom(0.8);
    else if (key === 'Escape' && lineageView.getState().marked !== null) lineageView.setState({ marked: null });
    else return forgets(scene, event) || zoomsIn(scene, key);
    return true;
  }
  return isPlain && zoomsIn(scene, key);
}

/** A plus needs Shift on some keyboards. */
function zoomsIn({ view, rows }: KeyScene, key: string): boolean {
  if (rows || (key !== '+' && key !== '=')) return false;
  view.zoom(1.25);
  return true;
}

/** Where an arrow leads; −1 for nowhere, null for other keys. */
function stepOf({ tree, rows, focused, acts }: KeyScene, key: string): number | null {
  const { kinship, unfolded, layout } = tree;
  const { shown, leads, hidden } = unfolded;
  const place = rows?.findIndex(({ at }) => at === focused) ?? -1;
  switch (key) {
    case 'ArrowLeft':
      // In an outline this folds first, as in every tree of lines.
      if (rows && hasBranch(kinship, focused) && hidden[focused] === 0) {
        acts.fold(focused);
        return -1;
      }
      return leads[focused] ?? -1;
    case 'ArrowRight': {
      if ((hidden[focused] ?? 0) > 0) {
        acts.fold(focused);
        return -1;
      }
      const own = kinship.children[focused] ?? [];
      return own.find((child) => leads[child] === focused && shown[child]) ?? own.find((child) => shown[child]) ?? -1;
    }
    case 'ArrowUp':
      return rows ? (rows[place - 1]?.at ?? -1) : besides(layout, kinship.ranks[focused] ?? 0, focused, -1);
    case 'ArrowDown':
      return rows ? (rows[place + 1]?.at ?? -1) : besides(layout, kinship.ranks[focused] ?? 0, focused, 1);
    case 'Home':
      return rows ? (rows[0]?.at ?? -1) : null;
    case 'End':
      return rows ? (rows.at(-1)?.at ?? -1) : null;
    default:
      return null;
  }
}

/** The key that takes an image away forgets what is kept of one that is gone. All others mean nothing then; see `targets`. */
function forgets({ tree, focused, acts }: KeyScene, event: KeyboardEvent): boolean {
  const kin = memberOf(tree, focused);
  const mac = store.getState().platform === 'darwin';
  if (!kin || !isTombstone(kin) || !actionOf('trash').keys.some((key) => matchesKey(key, event, mac))) return false;
  acts.forget(focused);
  return true;
}
