import type { Bridge } from '../../shared/ipc';
import type { StudioStore } from './store';
import type { sourceCommands } from './source-commands';

/** Hands on what came by "Open with" or by the icon, once the window has its drafts. Returns the way to stop. */
export function followOffered(
  bridge: Pick<Bridge, 'on'>,
  store: StudioStore,
  take: ReturnType<typeof sourceCommands>['takeOffered'],
): () => void {
  return bridge.on('images.offered', ({ outcomes }) => {
    if (store.getState().start.status === 'ready') {
      void take(outcomes);
      return;
    }
    const stop = store.subscribe(({ start }) => {
      if (start.status !== 'ready') return;
      stop();
      void take(outcomes);
    });
  });
}
