import type { Bridge } from '../../shared/ipc';
import type { FocusPlace } from '../ui/focus';
import { draftCommands } from './draft-commands';
import { imageCommands } from './image-commands';
import { importCommands } from './import-commands';
import { jobCommands, queueCommands } from './job-commands';
import { libraryCommands } from './library-commands';
import { noticeCommands } from './notice-commands';
import { organiseCommands } from './organise-commands';
import type { StudioStore } from './store';
import { sourceCommands } from './source-commands';
import { submitCommands } from './submit-commands';
import type { Sync } from './sync';

/** What the commands need of the outside. */
export interface CommandPorts {
  readonly bridge: Bridge;
  readonly store: StudioStore;
  readonly sync: Sync;
  /** A new id for one press of the button. */
  readonly newIntentId: () => string;
  readonly focus: (place: FocusPlace, mark?: boolean) => void;
  /** Puts text into the prompt field at its cursor; false when there is no field now. */
  readonly write: (text: string) => boolean;
}

/** Builds the commands over their ports. */
export function createCommands(ports: CommandPorts) {
  return {
    ...draftCommands(ports),
    ...submitCommands(ports),
    ...importCommands(ports),
    ...sourceCommands(ports),
    ...imageCommands(ports),
    ...organiseCommands(ports),
    ...libraryCommands(ports),
    ...noticeCommands(ports),
    ...jobCommands(ports),
    ...queueCommands(ports),
  };
}
