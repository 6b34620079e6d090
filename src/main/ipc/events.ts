import type { WebContents } from 'electron';
import { EVENT_CHANNEL } from '../../shared/channels';
import type { Events } from '../../shared/ipc';

/** Tells the window about something. Does nothing while there is no window. */
export type Tell = <E extends keyof Events>(event: E, payload: Events[E]) => void;

/** The one way events leave main. `contents` gives the window of the moment, if there is one. */
export function createTell(contents: () => WebContents | null): Tell {
  return (event, payload) => {
    const target = contents();
    if (target && !target.isDestroyed()) target.send(EVENT_CHANNEL, event, payload);
  };
}
