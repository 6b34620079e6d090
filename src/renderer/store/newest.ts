/**
 * Does one thing at a time. While one is under way only the newest of the others waits: what was asked for in between is
 * wanted by nobody any more.
 */
export function newestOf<T>(act: (what: T) => Promise<void>): (what: T) => void {
  let busy = false;
  let waiting: { readonly what: T } | null = null;
  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    while (waiting) {
      const { what } = waiting;
      waiting = null;
      await act(what);
    }
    busy = false;
  }
  return (what) => {
    waiting = { what };
    void run();
  };
}
