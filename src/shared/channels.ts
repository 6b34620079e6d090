/** The channel of requests between window and main; see `Requests`. */
export const REQUEST_CHANNEL = 'easel:request';
/** The channel of events to the window; see `Events`. */
export const EVENT_CHANNEL = 'easel:event';
