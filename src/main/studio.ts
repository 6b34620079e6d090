import { GATEWAY_CONSOLE } from '../shared/models';
import type { ImageId } from '../shared/ids';
import type { AppState } from '../shared/app-state';
import { RequestError } from '../shared/result';
import type { Settings, SettingsChange } from '../shared/settings';
import type { Connection } from './core/connection';
import type { Notices } from './core/notices';
import type { Tasks } from './core/tasks';
import type { Desk } from './platform/desk';
import type { Library } from './storage/library/library';

/** What the studio joins. */
export interface StudioPorts {
  readonly version: string;
  readonly platform: AppState['platform'];
  readonly connection: Connection;
  readonly library: Library;
  readonly desk: Desk;
  readonly notices: Notices;
  readonly fixed: AppState['fixed'];
  readonly changeSettings: (change: Partial<Settings>) => Settings;
  readonly tasks: Pick<Tasks, 'list'>;
  readonly openInBrowser: (address: string) => Promise<void>;
}

/** Requests that need more than one service. */
export interface Studio {
  state(): AppState;
  changeSettings(change: SettingsChange): Settings;
  showLibrary(): Promise<void>;
  openConsole(): Promise<void>;
  reveal(id: ImageId): void;
}

/** A studio over the given services. */
export function createStudio(ports: StudioPorts): Studio {
  const { connection, library, desk } = ports;

  function fileOf(id: ImageId): string {
    const file = library.fileOf(id);
    if (file === null) throw new RequestError('not-found', 'This image is no longer in the library.');
    return file;
  }

  return {
    state: () => ({
      version: ports.version,
      platform: ports.platform,
      settings: connection.settings(),
      fixed: ports.fixed,
      key: connection.keyState(),
      library: library.state(),
      notices: ports.notices.list(),
      tasks: ports.tasks.list(),
    }),
    changeSettings: (change) => {
      ports.changeSettings(definedOnly(change));
      return connection.settings();
    },
    async showLibrary() {
      const failure = await desk.openFolder(library.state().folder);
      if (failure !== null) throw new RequestError('unavailable', failure, 'library');
    },
    openConsole: () => ports.openInBrowser(GATEWAY_CONSOLE),
    reveal: (id) => {
      desk.reveal(fileOf(id));
    },
  };
}

/** A change without the fields that were sent as undefined. */
function definedOnly(change: SettingsChange): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
