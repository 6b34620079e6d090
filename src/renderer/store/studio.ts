import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { idText } from '../../shared/id-text';
import type { TemplateId } from '../../shared/ids';
import type { ActionId } from '../../shared/actions';
import { focusOn, writeInPrompt } from '../ui/focus';
import { windowBridge } from './bridge';
import { createBucketCommands } from './bucket-commands';
import { createCollectionCommands } from './collection-commands';
import { createCommands } from './commands';
import { followJobs } from './job-news';
import { createLedgerCommands } from './ledger-commands';
import { createLineage } from './lineage';
import { followOffered } from './offered';
import { persist, restore } from './persist';
import { createPromptCommands } from './prompt-commands';
import { createPromptLookup } from './prompt-lookup';
import { createPromptSync } from './prompt-sync';
import { createRecall } from './recall';
import { createSettingsCommands } from './settings-commands';
import type { Studio } from './store';
import { createStudioStore } from './store';
import { createSync } from './sync';
import { createTemplateCommands } from './template-commands';
import { createTextHistory } from './text-history';

const bridge = windowBridge();

/** The one store of the window. Components read it through `useStudio`; handlers may read it here. */
export const store = createStudioStore();
/** Undo of the prompt. */
export const textHistory = createTextHistory(store);
/** The one writer of the mirrors. */
export const sync = createSync(bridge, store);

const ports = { bridge, store, sync, newIntentId, focus: focusOn, write: writeInPrompt };
/** What the person can make happen. */
export const commands = createCommands(ports);
/** What the prompt field asks the history for. */
export const recall = createRecall(bridge);
/** The same as the commands, for settings and key. */
export const settingsCommands = createSettingsCommands(ports);
/** The same for the bucket. */
export const bucketCommands = createBucketCommands(ports);
/** The same for collections. */
export const collectionCommands = createCollectionCommands(ports);
/** The same for the ledger. */
export const ledgerCommands = createLedgerCommands(ports);
/** Keeps the mirror of the history of prompts. */
export const promptSync = createPromptSync(bridge, store);
/** The same for the history of prompts. */
export const promptCommands = createPromptCommands({ ...ports, promptSync, reuse: commands.reuse });
/** The family of the image that is looked at. */
export const lineage = createLineage(bridge);
/** Finds prompts for the palette. */
export const findPrompts = createPromptLookup(bridge);
/** The same for templates. */
export const templateCommands = createTemplateCommands({ ...ports, promptSync, newTemplateId });

/** Selects from the store. */
export function useStudio<T>(select: (state: Studio) => T): T {
  return useStore(store, select);
}

/** Selects several fields at once, as an object that is compared field by field. */
export function useStudioFields<T extends object>(select: (state: Studio) => T): T {
  return useStore(store, useShallow(select));
}

function newIntentId(): string {
  return `intent_${idText(crypto.getRandomValues(new Uint8Array(20)))}`;
}

function newTemplateId(): TemplateId {
  // The shape that the id's schema asks for; the schema itself stays out of the window.
  return `tpl_${idText(crypto.getRandomValues(new Uint8Array(20)))}` as TemplateId;
}

/** Finds the window's own state again, starts the mirrors and keeps the state from now on. Called once. */
export function startStudio(): void {
  restore(store, localStorage);
  const { flush } = persist(store, localStorage, (write) => setTimeout(write, 150));
  window.addEventListener('pagehide', () => {
    flush();
    sync.flush();
  });
  followJobs(store);
  followOffered(bridge, store, commands.takeOffered);
  void sync.start();
  promptSync.start();
}

/** Listens to the commands of the application menu; returns the way to stop. */
export function onMenuCommand(listener: (id: ActionId, byKey: boolean) => void): () => void {
  return bridge.on('menu.command', ({ id, byKey }) => {
    listener(id, byKey);
  });
}

/** Tells the application menu what can do nothing now. */
export function sendEnablement(disabled: readonly ActionId[]): void {
  void bridge.request('app.enable', { disabled: [...disabled] });
}
