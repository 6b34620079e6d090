import type { StateCreator } from 'zustand';
import type { AppState, LibraryState, Notice } from '../../shared/ipc';
import type { KeyState } from '../../shared/key';
import type { Settings } from '../../shared/settings';

/** What main says of itself: settings, key, library folder and standing notices. A mirror, written by `sync` alone. */
export interface ConnectionSlice {
  /** loading until the first answer of main; failed with a sentence when there was none. */
  readonly start: { readonly status: 'loading' | 'ready' } | { readonly status: 'failed'; readonly message: string };
  readonly version: string;
  readonly platform: AppState['platform'];
  readonly fixed: AppState['fixed'];
  readonly settings: Settings;
  readonly key: KeyState;
  readonly libraryState: LibraryState;
  readonly notices: readonly Notice[];
}

const BEFORE_MAIN_ANSWERS: ConnectionSlice = {
  start: { status: 'loading' },
  version: '',
  platform: 'linux',
  fixed: { gateway: false, library: false },
  settings: {
    gateway: 'none',
    gatewayAddress: '',
    libraryFolder: null,
    theme: 'system',
    concurrency: 1,
    prices: {},
    paused: false,
    webhook: null,
    notifications: false,
    showProgress: false,
    proxy: { mode: 'system' },
    certificate: null,
  },
  key: { status: 'checking', message: '', origin: '' },
  libraryState: { status: 'open', folder: '' },
  notices: [],
};

/** Starts with what holds before main has answered. */
export const createConnectionSlice: StateCreator<ConnectionSlice> = () => BEFORE_MAIN_ANSWERS;
