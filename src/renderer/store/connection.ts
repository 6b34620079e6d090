import type { StateCreator } from 'zustand';
import type { AppState, LibraryState, Notice } from '../../shared/app-state';
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
    trashDays: 30,
    concurrency: 1,
    prices: {},
    paused: false,
    webhook: null,
    notifications: false,
    showProgress: false,
    proxy: { mode: 'system' },
    certificate: null,
    spellCheck: null,
    delivery: {},
    bucket: null,
  },
  key: { status: 'checking', message: '', origin: '' },
  libraryState: { status: 'open', folder: '', readOnly: null, warning: null },
  notices: [],
};

/** Starts with what holds before main has answered. */
export const createConnectionSlice: StateCreator<ConnectionSlice> = () => BEFORE_MAIN_ANSWERS;

/** Why nothing in the library can be changed now, in one sentence; null when everything can. Every refusal is this one. */
export function whyNoChange({ libraryState }: Pick<ConnectionSlice, 'libraryState'>): string | null {
  return libraryState.status === 'open' ? libraryState.readOnly : libraryState.message;
}
