import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { idText } from '../shared/id-text';
import { TemplateId } from '../shared/ids';
import { systemClock } from './core/system-clock';
import { createPromptFiles, type PromptFiles } from './prompt-files';
import { createPrompts, type Prompts } from './prompts';
import type { Ground } from './services';
import type { DraftStore } from './storage/prompts/draft-store';
import type { Library } from './storage/library/library';
import type { LibraryWorker } from './storage/library/library-worker-line';
import { openDrafts, openPrompts } from './storage/prompts/open-prompts';

/** What people write, and what they have written. */
export interface PromptServices {
  readonly prompts: Prompts;
  readonly promptFiles: PromptFiles;
  /** The tabs of the composer; opened when they are first asked for. */
  readonly drafts: DraftStore;
  close(): void;
}

/** A thread for long work stays so long without any, in milliseconds. */
const CHORES_IDLE = 10_000;

/** Builds both, once. `reader` is the thread that the window waits for. */
export function createPromptServices(
  { userData, log, desk, libraryWorker }: Ground,
  library: Library,
  reader: LibraryWorker,
  notify: (message: string) => void,
): PromptServices {
  const { now } = systemClock;
  const inUserData = (name: string): string => join(userData, name);
  const [file, backups] = [inUserData('prompts.db'), inUserData('prompt-backups')];
  const chores = libraryWorker(CHORES_IDLE);
  const prompts = createPrompts({
    ...{ clock: systemClock, log, library, file, backups, reader, chores },
    jobs: inUserData('jobs.db'),
    openPrompts: (isDamaged) => openPrompts({ file, backups, now, notify }, isDamaged),
  });
  let opened: ReturnType<typeof openDrafts> | undefined;
  const drafts = (): DraftStore => (opened ??= openDrafts({ file: inUserData('drafts.db'), now, notify })).store;
  return {
    prompts,
    promptFiles: createPromptFiles({
      ...{ prompts, desk, worker: chores, clock: systemClock, log, file, scratch: userData },
      newTemplateId: () => TemplateId.parse(`tpl_${idText(randomBytes(20))}`),
    }),
    drafts: {
      read: () => drafts().read(),
      save: (draft) => {
        drafts().save(draft);
      },
      arrange: (ids, active) => {
        drafts().arrange(ids, active);
      },
      close: (id) => {
        drafts().close(id);
      },
      reopen: () => drafts().reopen(),
    },
    close: () => {
      prompts.close();
      opened?.close();
      void chores.close();
    },
  };
}
