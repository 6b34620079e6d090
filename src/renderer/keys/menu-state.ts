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
  timer = setTimeout(tell, TOGETHER);
  const stop = store.subscribe(() => {
    timer ??= setTimeout(tell, TOGETHER);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
