/** True for a key press that belongs to an input method: it composes text and must never trigger anything. */
export function isImeKey(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  // The press that begins a composition is not "composing" yet; Chromium marks it with 229 and nothing else.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other sign of it
  return event.isComposing || event.keyCode === 229;
}
