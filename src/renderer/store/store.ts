import type { StoreApi } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AskingSlice } from './asking';
import { createAskingSlice } from './asking';
import type { BatchSlice } from './batch';
import { createBatchSlice } from './batch';
import type { ConnectionSlice } from './connection';
import { createConnectionSlice } from './connection';
import type { DraftSlice } from './draft';
import { createDraftSlice } from './draft';
import type { JobsSlice } from './jobs';
import { createJobsSlice } from './jobs';
import type { LedgerSlice } from './ledger';
import { createLedgerSlice } from './ledger';
import type { LibrarySlice } from './library';
import { createLibrarySlice } from './library';
import type { PromptSlice } from './prompt-history';
import { createPromptSlice } from './prompt-history';
import type { SelectionSlice } from './selection';
import { createSelectionSlice } from './selection';
import type { SourcesSlice } from './sources';
import { createSourcesSlice } from './sources';
import type { ViewSlice } from './view';
import { createViewSlice } from './view';

/** Everything the window knows. Connection, jobs and library are mirrors of main; the rest is the window's own. */
export type Studio = ConnectionSlice &
  JobsSlice &
  LibrarySlice &
  LedgerSlice &
  PromptSlice &
  DraftSlice &
  BatchSlice &
  SelectionSlice &
  AskingSlice &
  SourcesSlice &
  ViewSlice;

/** The store as sync, persistence and commands take it. */
export type StudioStore = StoreApi<Studio>;

/** A new store in the state of a first start. */
export function createStudioStore(): StudioStore {
  return createStore<Studio>()((...tools) => ({
    ...createConnectionSlice(...tools),
    ...createJobsSlice(...tools),
    ...createLibrarySlice(...tools),
    ...createLedgerSlice(...tools),
    ...createPromptSlice(...tools),
    ...createDraftSlice(...tools),
    ...createBatchSlice(...tools),
    ...createSelectionSlice(...tools),
    ...createAskingSlice(...tools),
    ...createSourcesSlice(...tools),
    ...createViewSlice(...tools),
  }));
}
