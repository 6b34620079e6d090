import type { CommandPorts } from './commands';
import type { StudioStore } from './store';

let serial = 0;

/** Shows a standing sentence of this window's own in the notice strip. */
export function addNotice(store: StudioStore, message: string): void {
  serial += 1;
  const notice = { id: `window:${String(serial)}`, tone: 'warning', message } as const;
  store.setState((state) => ({ ownNotices: [...state.ownNotices, notice] }));
}

/** What is done with standing sentences and with long work. */
export function noticeCommands({ bridge, store, sync }: CommandPorts) {
  return {
    async dismissNotice(id: string): Promise<void> {
      if (id.startsWith('window:')) {
        store.setState((state) => ({ ownNotices: state.ownNotices.filter((notice) => notice.id !== id) }));
        return;
      }
      sync.dropNotice(id);
      await bridge.request('app.dismissNotice', { id });
    },
    async openConsole(): Promise<void> {
      const result = await bridge.request('app.openConsole', undefined);
      if (!result.ok) store.getState().say(result.error.message, 'alert');
    },
    async cancelTask(id: string): Promise<void> {
      const result = await bridge.request('task.cancel', { id });
      if (!result.ok) store.getState().say(result.error.message, 'alert');
    },
    /** Takes work that ended from the list. */
    dismissTask(id: string): void {
      store.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id || task.state === 'running') }));
    },
  };
}
