import type { ImageId } from '../../shared/ids';
import type { Shown } from './query';
import { placeIn } from './query';
import type { CellId, SelectionSlice } from './selection';
import { isImageCell } from './selection';
import type { ViewSlice } from './view';

type Standing = Pick<SelectionSlice, 'selected' | 'active' | 'anchor'> & Pick<ViewSlice, 'opened' | 'preview'>;
type Looked = Pick<ViewSlice, 'look' | 'compared'>;

/**
 * Where selection and keyboard stand after the answer to the same question changed: what left the view makes room for the
 * next image that stays, or the one before where none follows. Only the fields that change.
 */
export function moveOn(state: Standing & Looked, before: Shown | null, after: Shown): Partial<Standing> {
  if (!before || before === after || before.ids === after.ids) return {};
  const step = before.query === after.query ? heir(before, after) : (id: ImageId) => coverIn(after, id);
  const image = <T extends CellId | null>(id: T): T | ImageId | null => (id && isImageCell(id) ? step(id) : id);
  const active = image(state.active);
  const selected = selectedAfter(state.selected, step, before, after);
  if (selected && selected.size === 0 && active !== null && active !== state.active) selected.add(active);
  const large = before.query === after.query ? step : (id: ImageId): ImageId | null => id;
  return {
    ...(active === state.active ? {} : { active }),
    ...(state.anchor === null || image(state.anchor) === state.anchor ? {} : { anchor: active }),
    ...(selected ? { selected } : {}),
    // In its family an image stays where it is, whatever becomes of it.
    ...(state.look === 'lineage'
      ? {}
      : moved('opened', state.opened, (id) => nextSurveyed(state, id, after) ?? large(id), after)),
    ...moved('preview', state.preview, large, after),
  };
}

/** Who judges a survey stays in it: the next of it that is still in the view, or the same where none is. */
function nextSurveyed({ look, compared }: Looked, id: ImageId, after: Shown): ImageId | null {
  const at = compared.indexOf(id);
  if (look !== 'survey' || at < 0) return null;
  return [...compared.slice(at + 1), ...compared.slice(0, at)].find((one) => placeIn(after, one) >= 0) ?? id;
}

function moved(
  name: 'opened' | 'preview',
  id: ImageId | null,
  step: (id: ImageId) => ImageId | null,
  after: Shown,
): Partial<Standing> {
  // One that lies in a closed stack is looked at all the same.
  if (id === null || placeIn(after, id) >= 0) return {};
  const next = step(id);
  return next === id ? {} : { [name]: next };
}

/** The cell that shows the image; the image itself when none does. */
function coverIn(after: Shown, id: ImageId): ImageId {
  return after.ids[placeIn(after, id)] ?? id;
}

/** Says which image takes the place of one that was in the view and is not any more. */
function heir(before: Shown, after: Shown): (id: ImageId) => ImageId | null {
  return (id) => {
    const place = placeIn(before, id);
    if (placeIn(after, id) >= 0 || place < 0) return coverIn(after, id);
    for (let next = place + 1; next < before.ids.length; next += 1) {
      const found = after.ids[placeIn(after, before.ids[next] ?? '')];
      if (found !== undefined) return found;
    }
    for (let next = place - 1; next >= 0; next -= 1) {
      const found = after.ids[placeIn(after, before.ids[next] ?? '')];
      if (found !== undefined) return found;
    }
    return null;
  };
}

/** The selection without what left the view, and with covers for what went into a closed stack; null when it stays. */
function selectedAfter(
  selected: ReadonlySet<CellId>,
  step: (id: ImageId) => ImageId | null,
  before: Shown,
  after: Shown,
): Set<CellId> | null {
  const next = new Set<CellId>();
  let changed = false;
  for (const id of selected) {
    const left = before.query === after.query && placeIn(before, id) >= 0 && placeIn(after, id) < 0;
    const shown = left || !isImageCell(id) ? id : step(id);
    if (!left && shown !== null) next.add(shown);
    if (left || shown !== id) changed = true;
  }
  return changed ? next : null;
}
