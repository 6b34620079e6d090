/** The app, as far as it tells of its end. */
interface Ending {
  once(event: 'before-quit', act: () => void): unknown;
  off(event: 'before-quit', act: () => void): unknown;
}

/**
 * Begins what was loaded, unless the app began to end meanwhile: there is nothing yet that needs care, `leave` sees to the
 * window, and what began then would be cut off, a submit in the middle. It never settles then.
 */
export async function unlessEnding<T>(app: Ending, leave: () => void, load: () => Promise<() => T>): Promise<T> {
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
    leave();
  };
  app.once('before-quit', end);
  const begin = await load();
  if (ending.signal.aborted) return new Promise<never>(() => undefined);
  // From now on the end is the affair of what began.
  app.off('before-quit', end);
  return begin();
}
