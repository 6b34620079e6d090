import type { ImageId, JobId } from './ids';
import type { Job } from './job';
import type { KeyState } from './key';
import type { Settings } from './settings';
import type { Task } from './task';

/** What the window needs to draw its first frame. */
export interface AppState {
  readonly version: string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly settings: Settings;
  /** Set from outside (EASEL_GATEWAY_URL, EASEL_LIBRARY_DIR): shown, and not to be changed in the settings. */
  readonly fixed: { readonly gateway: boolean; readonly library: boolean };
  readonly key: KeyState;
  readonly library: LibraryState;
  readonly notices: readonly Notice[];
  readonly tasks: readonly Task[];
}

/** Where the library is and whether it can be used. */
export type LibraryState =
  | {
      readonly status: 'open';
      readonly folder: string;
      /** Why nothing in it can be changed, as one sentence; null when everything can. */
      readonly readOnly: string | null;
      /** Where it lies on a network drive or in a folder that a cloud service keeps: what that means, in one sentence. */
      readonly warning: string | null;
    }
  | {
      readonly status: 'unavailable';
      readonly folder: string;
      readonly message: string;
      /** Images and thumbnails as this machine remembers them can be looked at. */
      readonly remembered: boolean;
      /** Another Easel held it and seems to be gone: `library.takeOver` may be asked for. */
      readonly mayTakeOver: boolean;
    };

/** A copy of the records, made by night or by hand. */
export interface Backup {
  /** File name below `backups/`. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly bytes: number;
  readonly images: number;
}

/** What a check of the library found. */
export interface LibraryReport {
  readonly images: number;
  /** What is wrong with the records, in one sentence; null when they are whole. */
  readonly damage: string | null;
  /** Files that are gone. */
  readonly missing: number;
  /** Files that had another name or place and were found by their content. */
  readonly moved: number;
  /** Files whose content was changed by another program. */
  readonly altered: number;
  /** Files that nobody knew, now imported. */
  readonly found: number;
}

/** Something that happened by itself and that the person should know. Stays until it is dismissed. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** Every job that is listed, newest first. */
export interface JobList {
  readonly revision: number;
  readonly jobs: readonly Job[];
  /** Set while jobs wait for something that only the person or the network can give. */
  readonly blocked: QueueBlock | null;
  /** The newest jobs that are done, listed or not, newest first: from them the window says what is typical. */
  readonly past: readonly PastJob[];
}

/** How long a job took the gateway, with what decides it. */
export interface PastJob {
  readonly id: JobId;
  readonly kind: 'demo' | 'live';
  readonly modelId: string;
  readonly resolution: string;
  readonly count: number;
  /** Milliseconds from the submit to its completion as seen here. */
  readonly tookMs: number;
}

/** Why nothing is submitted at the moment. An overlay: it changes no job. */
export interface QueueBlock {
  readonly by: 'key' | 'funds' | 'rate' | 'unknown' | 'confirm' | 'disk' | 'network' | 'user';
  readonly message: string;
  /** When it ends by itself, in milliseconds since 1970; null when it waits for the person. */
  readonly until: number | null;
}

/** What became of one file that was handed in. */
export type ImportOutcome =
  /** `existed`: the same bytes were there already; that image is meant, and out of the trash again if it was there. */
  | { readonly name: string; readonly ok: true; readonly imageId: ImageId; readonly existed: boolean }
  | { readonly name: string; readonly ok: false; readonly message: string };
