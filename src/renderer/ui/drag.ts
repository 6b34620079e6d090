import type { ImageId } from '../../shared/ids';
import { commands, store } from '../store/studio';
import { fileName } from './format';

/** The images whose files are dragged from this window; null while none are. */
let own: readonly ImageId[] | null = null;

/**
 * Begins a native drag of the images' real files, which any program takes. Called from `dragstart`, whose own drag is to
 * be prevented. Over this window the files still mean the images: see `isImageDrag`.
 */
export function beginOwnDrag(ids: readonly ImageId[]): void {
  if (ids.length === 0) return;
  own = ids;
  for (const [event, listener] of ENDS) window.addEventListener(event, listener, true);
  void commands.dragOut(ids);
}

function forget(): void {
  own = null;
  for (const [event, listener] of ENDS) window.removeEventListener(event, listener, true);
}

/** While the system drags, the page hears nothing of pointer and keys: the first of these says that it is over. */
const ENDS: readonly (readonly [string, (event: Event) => void])[] = [
  ['pointerdown', forget],
  ['keydown', forget],
  [
    'pointermove',
    (event) => {
      if (event instanceof PointerEvent && event.buttons === 0) forget();
    },
  ],
  // Whoever takes the drop asks for the images first.
  ['drop', () => setTimeout(forget)],
];

/** True for a drag that began in this window and brings images of the library, as files; such files are no import. */
export function isImageDrag(data: DataTransfer): boolean {
  if (own === null || !data.types.includes('Files')) return false;
  const count = Array.from(data.items).filter((item) => item.kind === 'file').length;
  return count <= own.length && (data.files.length === 0 || hasOnly(data.files, own));
}

/** The images that were dropped; none for any other drag. */
export function droppedImages(data: DataTransfer): readonly ImageId[] {
  return isImageDrag(data) ? (own ?? []) : [];
}

/** Another drag may have followed without a sign of the end of ours: then its files have other names. */
function hasOnly(files: FileList, ids: readonly ImageId[]): boolean {
  const { details } = store.getState();
  const names = ids.map((id) => details.get(id)?.file);
  if (names.includes(undefined)) return true;
  const known = new Set(names.map((name) => fileName(name ?? '').normalize()));
  return Array.from(files).every((file) => known.has(file.name.normalize()));
}
