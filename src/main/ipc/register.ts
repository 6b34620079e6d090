import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { REQUEST_CHANNEL } from '../../shared/ipc';
import type { Log } from '../core/ports';
import type { Handlers } from './answer';
import { answer } from './answer';
import { createTurns } from './turns';

/**
 * Opens the one channel of requests. Messages of anybody but `isOurs` are refused; all others are checked, handled and
 * answered in the envelope.
 */
export function registerRequests(handlers: Handlers, isOurs: (event: IpcMainInvokeEvent) => boolean, log: Log): void {
  const turns = createTurns(() => performance.now());
  ipcMain.handle(REQUEST_CHANNEL, async (event, route: unknown, input: unknown) => {
    if (!isOurs(event)) {
      log.warn('A request of a foreign sender was refused');
      return { ok: false, error: { code: 'not-allowed', message: 'Only Easel’s own window may ask.' } };
    }
    return turns.begin(() => answer(handlers, route, input, log));
  });
}
