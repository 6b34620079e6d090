import type { Clock } from '../../core/ports';

/** Tells of changes of the prompts: the first at once, then those of a while together. */
export interface PromptNews {
  /** Rises with each change. */
  revision(): number;
  tell(): void;
  listen(listener: (change: { readonly revision: number }) => void): () => void;
}

/** Changes of so many milliseconds are told together. */
const TOGETHER_MS = 150;

/** Begins at revision 1; ends with the signal. */
export function createPromptNews(clock: Clock, signal: AbortSignal): PromptNews {
  const listeners = new Set<(change: { readonly revision: number }) => void>();
  let revision = 1;
  let gathering = false;
  const tell = (): void => {
    revision += 1;
    if (!gathering) void say();
  };
  const say = async (): Promise<void> => {
    gathering = true;
    const told = revision;
    for (const listener of listeners) listener({ revision: told });
    await clock.sleep(TOGETHER_MS, signal).catch(() => undefined);
    if (signal.aborted) return;
    gathering = false;
    if (revision !== told) void say();
  };
  return {
    revision: () => revision,
    tell,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
