import { useEffect, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { droppedImages, isImageDrag } from './drag';

/** A drag over the window: of files from outside, or of images of the library. */
export interface DragOver {
  readonly over: 'composer' | 'window';
  readonly what: 'files' | 'images';
  /** Files in it; the names are not known before the drop. */
  readonly count: number;
  /** True while one of them may be a folder: before the drop a folder only has no type. */
  readonly folder: boolean;
  /** All of them are texts or tables: on the composer they are lists of prompts. */
  readonly lists: boolean;
}

const LISTS = ['text/plain', 'text/csv', 'text/tab-separated-values'];

/** What is done with a drop. */
export interface DropHandlers {
  /**
   * An empty list means that the drag held no file, as with text or a picture of some web pages. `folder` is true when one
   * of them is a folder.
   */
  files(files: readonly File[], over: DragOver['over'], folder: boolean): void;
  images(ids: readonly ImageId[]): void;
}

/** Follows drags over the whole window and hands on what is dropped. Null while there is none. */
export function useDrop(handlers: DropHandlers): DragOver | null {
  const [drag, setDrag] = useState<DragOver | null>(null);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      const seen = dragOf(event);
      if (!seen || !event.dataTransfer) return;
      event.preventDefault();
      const takes = seen.what === 'files' || seen.over === 'composer';
      event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
      setDrag((before) => (same(before, seen) ? before : seen));
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDrag(null);
    };
    const drop = (event: DragEvent): void => {
      const seen = dragOf(event);
      setDrag(null);
      if (!seen || !event.dataTransfer) return;
      event.preventDefault();
      if (seen.what === 'files')
        handlers.files([...event.dataTransfer.files], seen.over, holdsFolder(event.dataTransfer));
      else if (seen.over === 'composer') handlers.images(droppedImages(event.dataTransfer));
    };
    const end = (): void => {
      setDrag(null);
    };
    window.addEventListener('dragenter', over);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('dragend', end);
    return () => {
      window.removeEventListener('dragenter', over);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('dragend', end);
    };
  }, [handlers]);
  return drag;
}

function dragOf(event: DragEvent): DragOver | null {
  const data = event.dataTransfer;
  if (!data) return null;
  const what = isImageDrag(data) ? 'images' : data.types.includes('Files') ? 'files' : null;
  if (what === null) return null;
  const onComposer = event.target instanceof Element && event.target.closest('[data-drop="composer"]') !== null;
  const files = Array.from(data.items).filter((item) => item.kind === 'file');
  const folder = what === 'files' && files.some((item) => item.type === '');
  const lists = files.length > 0 && files.every((item) => LISTS.includes(item.type));
  return { over: onComposer ? 'composer' : 'window', what, count: Math.max(1, files.length), folder, lists };
}

/** To be asked in the drop itself, while its items can still be looked at. */
function holdsFolder(data: DataTransfer): boolean {
  return Array.from(data.items).some((item) => item.webkitGetAsEntry()?.isDirectory === true);
}

function same(a: DragOver | null, b: DragOver): boolean {
  const fields = ['over', 'what', 'count', 'folder', 'lists'] as const;
  return a !== null && fields.every((field) => a[field] === b[field]);
}
