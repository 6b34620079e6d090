import { useEffect, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { droppedImages, isImageDrag } from './drag';
import type { WebPicture } from './web-picture';
import { webPictureOf } from './web-picture';

/** A drag over the window: of files from outside, of images of the library, or of a link or picture of a page. */
export interface DragOver {
  readonly over: 'composer' | 'window';
  readonly what: 'files' | 'images' | 'link';
  /** The source of the draft that it is over, as its id; null elsewhere. */
  readonly onto: string | null;
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
  /** True while nothing is taken at all. */
  closed(): boolean;
  /** `folder` is true when one of them is a folder. */
  files(files: readonly File[], drag: DragOver, folder: boolean): void;
  /** On the composer alone. */
  images(ids: readonly ImageId[], drag: DragOver): void;
  /** A picture of a page; null where the drag held none after all. */
  page(picture: WebPicture | null, drag: DragOver): void;
}

/** Follows drags over the whole window and hands on what is dropped. Null while there is none. */
export function useDrop(handlers: DropHandlers): DragOver | null {
  const [drag, setDrag] = useState<DragOver | null>(null);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      const seen = dragOf(event);
      if (!seen || !event.dataTransfer) return;
      event.preventDefault();
      const closed = handlers.closed();
      const takes = !closed && (seen.what !== 'images' || seen.over === 'composer');
      event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
      setDrag((before) => (closed ? null : same(before, seen) ? before : seen));
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDrag(null);
    };
    const drop = (event: DragEvent): void => {
      const seen = dragOf(event);
      setDrag(null);
      if (!seen || !event.dataTransfer) return;
      event.preventDefault();
      if (handlers.closed()) return;
      const { dataTransfer: data } = event;
      if (seen.what === 'images') {
        if (seen.over === 'composer') handlers.images(droppedImages(data), seen);
      } else if (data.files.length > 0) handlers.files([...data.files], seen, holdsFolder(data));
      else handlers.page(webPictureOf(data), seen);
    };
    const end = (): void => {
      setDrag(null);
    };
    window.addEventListener('dragenter', over);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('dragend', end);
    // No pointer moves in a page while something is dragged: a drag that was given up elsewhere may end without a word.
    window.addEventListener('pointermove', end);
    return () => {
      window.removeEventListener('dragenter', over);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('dragend', end);
      window.removeEventListener('pointermove', end);
    };
  }, [handlers]);
  return drag;
}

function dragOf(event: DragEvent): DragOver | null {
  const data = event.dataTransfer;
  if (!data) return null;
  const what = isImageDrag(data) ? 'images' : data.types.includes('Files') ? 'files' : isLink(data) ? 'link' : null;
  if (what === null) return null;
  const target = event.target instanceof Element ? event.target : null;
  const onComposer = target !== null && target.closest('[data-drop="composer"]') !== null;
  const onto = target?.closest('[data-source]')?.getAttribute('data-source') ?? null;
  const files = Array.from(data.items).filter((item) => item.kind === 'file');
  const folder = what === 'files' && files.some((item) => item.type === '');
  const lists = files.length > 0 && files.every((item) => LISTS.includes(item.type));
  return { over: onComposer ? 'composer' : 'window', what, onto, count: Math.max(1, files.length), folder, lists };
}

/** A picture or a link of a page. Text that is dragged, with its looks or without, is none: it goes where it is dropped. */
function isLink({ types }: DataTransfer): boolean {
  return types.includes('text/uri-list') || (types.includes('text/html') && !types.includes('text/plain'));
}

/** To be asked in the drop itself, while its items can still be looked at. */
function holdsFolder(data: DataTransfer): boolean {
  return Array.from(data.items).some((item) => item.webkitGetAsEntry()?.isDirectory === true);
}

function same(a: DragOver | null, b: DragOver): boolean {
  const fields = ['over', 'what', 'onto', 'count', 'folder', 'lists'] as const;
  return a !== null && fields.every((field) => a[field] === b[field]);
}
