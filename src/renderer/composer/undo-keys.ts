/** A key press as far as undo goes. */
type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The step in a field's history that the key asks for, or null. `mac` says whether ⌘ or Ctrl does. */
export function historyStep(press: Press, mac: boolean): 'undo' | 'redo' | null {
  if (press.altKey || (mac ? !press.metaKey || press.ctrlKey : !press.ctrlKey || press.metaKey)) return null;
  const key = press.key.toLowerCase();
  if (key === 'z') return press.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !mac && !press.shiftKey ? 'redo' : null;
}
