/** The places that commands move the focus to, by the id of their element. */
export const FOCUS_ID = {
  prompt: 'easel-prompt',
  /** The first of the prompt's variables. */
  variable: 'easel-variable',
  search: 'easel-search',
  grid: 'easel-grid',
  viewer: 'easel-viewer',
  queue: 'easel-queue',
  ledger: 'easel-ledger',
  tags: 'easel-tags',
  note: 'easel-note',
  prompts: 'easel-prompts',
  promptSearch: 'easel-prompt-search',
  promptTags: 'easel-prompt-tags',
  templateName: 'easel-template-name',
} as const;

/** A place that can be given the focus. */
export type FocusPlace = keyof typeof FOCUS_ID;

/**
 * Moves the focus there: at once, so that the next key press already meets it, or at the next frame when the place is only
 * then in the page. A prompt has its cursor at the end, or all of it marked, so that typing replaces it.
 */
export function focusOn(place: FocusPlace, mark = false): void {
  if (tryFocus(place, mark)) return;
  requestAnimationFrame(() => {
    // An empty library has no grid: what can be done there is to write.
    if (!tryFocus(place, mark) && place === 'grid' && document.activeElement === document.body)
      tryFocus('prompt', false);
  });
}

function tryFocus(place: FocusPlace, mark: boolean): boolean {
  const element = document.getElementById(FOCUS_ID[place]);
  const target =
    element?.querySelector<HTMLElement>(':is([data-cell], [data-job], [data-prompt])[tabindex="0"]') ?? element;
  target?.focus({ preventScroll: true });
  if (!target || document.activeElement !== target) return false;
  if (target instanceof HTMLTextAreaElement) {
    target.setSelectionRange(mark ? 0 : target.value.length, target.value.length);
  }
  if (target instanceof HTMLInputElement) target.select();
  return true;
}

/**
 * Puts text into the prompt field, by default at its cursor in the place of what is marked, and leaves the cursor behind it.
 * The field tells of it as if it had been typed. False when there is no field now.
 */
export function writeInPrompt(text: string, from?: number, to?: number): boolean {
  const field = document.getElementById(FOCUS_ID.prompt);
  if (!(field instanceof HTMLTextAreaElement)) return false;
  field.setRangeText(text, from ?? field.selectionStart, to ?? field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

/** Gives the prompt field the keys, with its cursor where it was. */
export function returnToPrompt(): void {
  document.getElementById(FOCUS_ID.prompt)?.focus({ preventScroll: true });
}

/** Puts the cursor in the prompt field and marks these letters of it. */
export function markInPrompt(from: number, to: number): void {
  const field = document.getElementById(FOCUS_ID.prompt);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
}

/** Lets a field that keeps its own history take a step in it; false when that is for the browser to do. */
export function stepsItself(field: Element | null, which: 'undo' | 'redo'): boolean {
  const inputType = which === 'undo' ? 'historyUndo' : 'historyRedo';
  return field?.dispatchEvent(new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true })) === false;
}

/** True while the person types in a field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'range' && target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}
