import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { REQUEST_CHANNEL } from '../../shared/channels';

/** Answers one message of the channel of requests, in the envelope. Never rejects. */
export type Answerer = (event: IpcMainInvokeEvent, route: unknown, input: unknown) => Promise<unknown>;

/** Opens the one channel of requests. */
export function registerRequests(answer: Answerer): void {
  ipcMain.handle(REQUEST_CHANNEL, answer);
}
