import { sendEnablement, store } from '../store/studio';
import { disabledActions } from './actions';

/** Changes of the window that come within this time reach the menu bar together. Milliseconds. */
const TOGETHER = 150;

/** Tells main which lines of the menu bar can do nothing now, whenever that changes; returns the way to stop. */
export function followEnablement(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let told = '';
  const tell = (): void => {
    timer = null;
    const disabled = disabledActions(store.getState());
    const said = disabled.join();
    if (said === told) return;
    told = said;
    sendEnablement(disabled);
  };
  const soon = (): void => {
    timer ??= setTimeout(tell, TOGETHER);
  };
  soon();
  const stop = store.subscribe(soon);
  // A row of the history is meant by the keys alone.
  window.addEventListener('focusin', soon);
  return () => {
    stop();
    window.removeEventListener('focusin', soon);
    if (timer !== null) clearTimeout(timer);
  };
}
