import type { Database } from '../database';
import { DatabaseError, openDatabase, setDatabaseAside } from '../database';
import type { DraftStore } from './draft-store';
import { createDraftStore, draftsPlan } from './draft-store';
import { createLogSync } from './log-sync';
import { promptsPlan } from '../migrations/prompts';
import { restorePrompts } from './prompt-backups';
import type { PromptStore } from './prompt-store';
import { createPromptStore } from './prompt-store';
import type { TemplateStore } from './template-store';
import { createTemplateStore } from './template-store';

/** Where prompts and drafts lie, and who hears of what happened to them. */
export interface PromptsPlan {
  /** Path of the database. */
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears what happened by itself, in one sentence for the person. */
  readonly notify: (message: string) => void;
}

/** The prompts of this machine, open for writing. */
export interface OpenPrompts {
  readonly store: PromptStore;
  readonly templates: TemplateStore;
  close(): void;
}

/**
 * Opens the prompts. Damaged or missing ones come back from the newest sound copy in `backups`, else they begin empty; what
 * was sent since is to be brought back from the jobs. Null, with a sentence for the person, when they can't be used: made
 * by a newer Easel, or kept by the disk. `isDamaged` sets aside what was found damaged while in use.
 */
export function openPrompts(plan: PromptsPlan & { readonly backups: string }, isDamaged = false): OpenPrompts | null {
  const { file, now, notify, backups } = plan;
  try {
    const before = isDamaged ? setDatabaseAside(file, now()) : null;
    let opened = openDatabase(promptsPlan(file, now));
    const setAside = before ?? opened.setAside;
    let restored = false;
    if (opened.isNew) {
      opened.database.close();
      restored = restorePrompts(file, backups);
      opened = openDatabase(promptsPlan(file, now));
    }
    if (setAside !== null) notify(damageSentence(setAside, restored));
    else if (restored) notify('The prompt history was missing. It came back from its newest copy.');
    return { ...storesOf(opened.database), close: opened.database.close };
  } catch (error) {
    notify(refusal(error, 'The prompt history can’t be opened, and shows nothing until it can.'));
    return null;
  }
}

function storesOf(database: Database): Pick<OpenPrompts, 'store' | 'templates'> {
  // Uses are in the jobs as well: only what a person does waits for the disk; see `durably`.
  database.run('PRAGMA synchronous = NORMAL');
  const store = createPromptStore(database);
  return { store, templates: createTemplateStore(database, store.durably) };
}

function damageSentence(setAside: string, restored: boolean): string {
  const what = restored
    ? 'came back from its newest copy, and what was sent since from the list of jobs'
    : 'is made anew from the list of jobs';
  return `The prompt history was damaged and is kept as “${setAside}”. It ${what}.`;
}

/** The drafts of this machine, open for writing. */
export interface OpenDrafts {
  readonly store: DraftStore;
  close(): void;
}

/**
 * Opens the drafts. When that can't be done they live in memory until Easel is closed, and the person is told so. Damaged
 * ones are set aside.
 */
export function openDrafts(plan: PromptsPlan): OpenDrafts {
  const { now, notify } = plan;
  const open = (file: string): OpenDrafts => {
    const { database, setAside } = openDatabase(draftsPlan(file, now));
    if (setAside !== null) notify(`The drafts of the composer were damaged and are kept as “${setAside}”.`);
    const store = createDraftStore(database, () => {
      notify('Some drafts of the composer can’t be read by this version of Easel. They are kept as they are.');
    });
    const log = createLogSync(file);
    return {
      store: {
        ...store,
        save: (draft) => {
          store.save(draft);
          log.soon();
        },
      },
      close: () => {
        log.close();
        database.close();
      },
    };
  };
  try {
    return open(plan.file);
  } catch (error) {
    notify(refusal(error, 'Drafts of the composer can’t be kept on disk, and last until Easel is closed.'));
    return open(':memory:');
  }
}

function refusal(error: unknown, meaning: string): string {
  return error instanceof DatabaseError ? `${meaning} ${error.message}` : meaning;
}
