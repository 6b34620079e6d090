import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { REQUEST_CHANNEL } from '../../shared/channels';

/** Answers one message of the channel of requests, in the envelope; `isOurs` says whether our page sent it. Never rejects. */
export type Answerer = (isOurs: boolean, route: unknown, input: unknown) => Promise<unknown>;

/** Opens the one channel of requests. */
export function registerRequests(isOurs: (event: IpcMainInvokeEvent) => boolean, answer: Answerer): void {
  // Looked at as it comes: an answer may wait longer than the frame lives that asked.
  ipcMain.handle(REQUEST_CHANNEL, (event, route: unknown, input: unknown) => answer(isOurs(event), route, input));
}
