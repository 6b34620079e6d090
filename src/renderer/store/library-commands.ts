import type { Backup, LibraryReport, LibraryState } from '../../shared/app-state';
import type { Result } from '../../shared/result';
import type { CommandPorts } from './commands';
import type { Outcome } from './settings-commands';
import { outcome } from './settings-commands';

/** What is done with the library as a whole: its folder, its records, their backups. Main asks where something may be lost. */
export function libraryCommands({ bridge, store }: CommandPorts) {
  /** The new state is shown by the event that main sends with it. */
  function done(result: Result<LibraryState>): Outcome {
    return outcome(result);
  }

  return {
    /** Moves every file to a folder that the person chooses. */
    async moveLibrary(): Promise<Outcome> {
      return done(await bridge.request('library.move', undefined));
    },
    /** Looks at the folder again: its disk may be back. */
    async retryLibrary(): Promise<void> {
      const fault = done(await bridge.request('library.retry', undefined));
      if (fault !== null) store.getState().say(fault, 'alert');
    },
    /** Uses a library here that another Easel holds and seems to have left. */
    async takeOverLibrary(): Promise<void> {
      const fault = done(await bridge.request('library.takeOver', undefined));
      if (fault !== null) store.getState().say(fault, 'alert');
    },
    async checkLibrary(): Promise<Result<LibraryReport>> {
      return bridge.request('library.check', undefined);
    },
    async backUpLibrary(): Promise<Result<Backup>> {
      return bridge.request('library.backUp', undefined);
    },
    /** Newest first. */
    async listBackups(): Promise<Result<readonly Backup[]>> {
      return bridge.request('library.backups', undefined);
    },
    async restoreBackup(name: string): Promise<Outcome> {
      return done(await bridge.request('library.restore', { name }));
    },
    async rebuildLibrary(): Promise<Outcome> {
      return done(await bridge.request('library.rebuild', undefined));
    },
  };
}
