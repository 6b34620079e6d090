import { RequestError } from '../../../shared/result';
import type { Log } from '../../core/ports';
import { isDamage } from '../database';
import type { OpenPrompts } from './open-prompts';

/** The prompts while they are in use: opened when they are first needed, and made again when they turn out to be damaged. */
export interface PromptBook {
  /** Null when they can't be used, and after the end. */
  get(): OpenPrompts | null;
  /** The same; throws `unavailable` instead. */
  open(): OpenPrompts;
  /** What the work gives, or the other value where it fails: noted, never thrown. */
  quietly<T>(what: string, otherwise: T, work: (now: OpenPrompts) => T): T;
  /** Notes what failed; where the file itself is damaged it is set aside and begun again. */
  failed(what: string, error: unknown): void;
  /** The same of an error that came from a thread which reads nothing but these prompts: its code does not cross. */
  failedOnThread(what: string, error: unknown): void;
  close(): void;
}

/** What the error of a thread says of a damaged file. */
const DAMAGE = /malformed|not a database|index of the prompts is damaged/;

/** A book that ends with the signal. `open` as in `openPrompts`; `renewed` is called when it was begun again. */
export function createPromptBook(
  ports: { readonly log: Log; readonly openPrompts: (isDamaged: boolean) => OpenPrompts | null },
  signal: AbortSignal,
  renewed: () => void,
): PromptBook {
  let opened: OpenPrompts | null | undefined;
  let isRenewed = false;
  const get = (): OpenPrompts | null => {
    if (signal.aborted) return null;
    if (opened === undefined) opened = ports.openPrompts(false);
    return opened;
  };
  const note = (what: string, error: unknown, isDamaged: boolean): void => {
    // Closing breaks off what is under way.
    if (signal.aborted || opened === null) return;
    ports.log.error(`${what} failed`, { error });
    if (!isDamaged) return;
    opened?.close();
    // Twice in one run it is the disk: what is left of it must not be worn out.
    opened = isRenewed ? null : ports.openPrompts(true);
    isRenewed = true;
    renewed();
  };
  const failed = (what: string, error: unknown): void => {
    note(what, error, isDamage(error));
  };
  return {
    get,
    failed,
    failedOnThread: (what, error) => {
      note(what, error, DAMAGE.test(String(error)));
    },
    open: () => {
      const now = get();
      if (now) return now;
      throw new RequestError('unavailable', 'The prompt history can’t be opened. The notices say why.');
    },
    quietly: (what, otherwise, work) => {
      try {
        const now = get();
        return now ? work(now) : otherwise;
      } catch (error) {
        failed(what, error);
        return otherwise;
      }
    },
    close: () => {
      opened?.close();
    },
  };
}
