import { copiedHere, forgetCopied } from '../store/clipboard';
import { commands, store } from '../store/studio';
import { FOCUS_ID, isTyping } from '../ui/focus';
import { linkIn, webPictureOf } from '../ui/web-picture';

/** Serves the clipboard. Used once, by the window; returns the way to stop. */
export function followClipboard(): () => void {
  window.addEventListener('paste', onPaste);
  for (const event of ELSEWHERE) window.addEventListener(event, forgetCopied);
  return () => {
    window.removeEventListener('paste', onPaste);
    for (const event of ELSEWHERE) window.removeEventListener(event, forgetCopied);
  };
}

/** After these the clipboard may hold something else than the image that was copied here. */
const ELSEWHERE = ['copy', 'cut', 'blur'] as const;

/**
 * Takes pictures and files from the clipboard: into the library, or as sources where the person writes a prompt. Text that
 * is pasted into a field stays text, also where the program it came from put a picture of it beside it.
 */
function onPaste(event: ClipboardEvent): void {
  const files = event.clipboardData ? [...event.clipboardData.files] : [];
  if (event.defaultPrevented || store.getState().dialog !== null) return;
  const target = event.target instanceof Element ? event.target : null;
  const inComposer = target?.closest('[data-drop="composer"]') !== null && target !== null;
  if (files.length === 0) {
    if (target?.id === FOCUS_ID.prompt || !isTyping(target)) pasteLink(event, inComposer);
    return;
  }
  const types = event.clipboardData?.types ?? [];
  // A copied file has its name as plain text; words that were copied from a document have their looks as well.
  const isText = types.includes('text/plain') && types.includes('text/html');
  if (isTyping(target) && (!inComposer || isText)) return;
  event.preventDefault();
  const own = files.length === 1 && files[0]?.type === 'image/png' ? copiedHere() : null;
  if (own === null) void commands.importFiles(files, inComposer ? 'add-sources' : 'library');
  else if (inComposer) commands.addSources([own]);
  else store.getState().say('This image is in the library already.');
}

/**
 * A link and nothing else is asked about: prompts hold none, and it may be that of a picture. So is the picture of a page that
 * came without its pixels.
 */
function pasteLink(event: ClipboardEvent, inComposer: boolean): void {
  const data = event.clipboardData;
  if (!data) return;
  const text = data.getData('text/plain');
  const link = linkIn(text);
  const picture = link !== null ? ({ kind: 'link', url: link } as const) : text === '' ? webPictureOf(data) : null;
  if (!picture) return;
  event.preventDefault();
  const purpose = inComposer ? 'add-sources' : 'library';
  if (picture.kind === 'link') commands.offerLink(picture.url, purpose, inComposer && link !== null);
  else if (picture.kind === 'file') void commands.importFiles([picture.file], purpose);
  else commands.refuseDrop(picture.message, purpose);
}
