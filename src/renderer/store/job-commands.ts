import type { BatchId, JobId } from '../../shared/ids';
import type { JobEvidence } from '../../shared/evidence';
import type { Result } from '../../shared/result';
import type { CommandPorts } from './commands';
import { tellExport } from './export-notice';
import type { StudioStore } from './store';

/** The result of an edit that was started here opens by itself when it comes; of a batch the first one does. */
export function awaitEdits(store: StudioStore, ids: readonly JobId[]): void {
  store.setState(({ awaitedEdits, opened }) => ({
    awaitedEdits: new Map([...awaitedEdits, ...ids.map((id) => [id, opened] as const)]),
  }));
}

/** What the person can do with one job. */
export function jobCommands({ bridge, store, newIntentId }: CommandPorts) {
  function tell(result: Result<unknown>): void {
    if (!result.ok) store.getState().say(result.error.message, 'alert');
  }

  return {
    async cancelJob(id: JobId): Promise<void> {
      tell(await bridge.request('jobs.cancel', { id }));
    },
    async retryDownload(id: JobId): Promise<void> {
      tell(await bridge.request('jobs.retryDownload', { id }));
    },
    /** Pays again: only after the person confirmed the price. */
    async submitAgain(id: JobId): Promise<void> {
      const result = await bridge.request('jobs.submitAgain', { id, intentId: newIntentId() });
      if (result.ok && result.data.recipe.sourceIds.length > 0) awaitEdits(store, [result.data.id]);
      tell(result);
    },
    async dismissJob(id: JobId): Promise<void> {
      tell(await bridge.request('jobs.dismiss', { id }));
    },
    /** An unknown job goes on with the id that the person found in the console. Null when it does; else what to say at the field. */
    async identifyJob(id: JobId, typed: string): Promise<string | null> {
      const requestId = typed.trim();
      if (requestId === '') return 'Type the request’s id as the gateway’s console shows it.';
      if (requestId.length > 300) return 'This is too long for a request id.';
      const result = await bridge.request('jobs.identify', { id, requestId });
      return result.ok ? null : result.error.message;
    },
    /** Everything that the receipts hold of a job. */
    async evidenceOf(id: JobId): Promise<Result<JobEvidence>> {
      return bridge.request('jobs.evidence', { id });
    },
  };
}

/** What the person can do with the whole queue. */
export function queueCommands({ bridge, store, sync, focus }: CommandPorts) {
  function tell(result: Result<unknown>): void {
    if (!result.ok && result.error.code !== 'cancelled') store.getState().say(result.error.message, 'alert');
  }
  function showPaused(paused: boolean): void {
    sync.apply({ settings: { ...store.getState().settings, paused } });
  }

  return {
    /** Nothing new is sent until the queue is resumed; what was sent goes on. */
    async pauseQueue(): Promise<void> {
      const result = await bridge.request('jobs.pause', undefined);
      if (result.ok) showPaused(true);
      tell(result);
    },
    /** Lifts a pause and everything else that a person can lift. */
    async resumeQueue(): Promise<void> {
      const result = await bridge.request('jobs.resume', undefined);
      if (result.ok) showPaused(false);
      tell(result);
    },
    /** Takes back all that waits: only after the person was asked. */
    async cancelQueued(): Promise<void> {
      store.setState({ askingCancelQueued: false });
      const result = await bridge.request('jobs.cancelQueued', undefined);
      if (result.ok) store.getState().say(`${requests(result.data.count)} cancelled`);
      tell(result);
    },
    /** Takes back what of the batch still waits: only after the person was asked. */
    async cancelBatch(id: BatchId): Promise<void> {
      const result = await bridge.request('jobs.cancelBatch', { id });
      if (result.ok) store.getState().say(`${requests(result.data.count)} cancelled`);
      tell(result);
    },
    /** Shows the queue at that batch. */
    showBatch(id: BatchId): void {
      store.getState().goTo('queue');
      store.setState({ queueFilter: 'all', queueActive: id, queueAnchor: { id, offset: 0 } });
      focus('queue');
    },
    /** Tries every missing image again. Costs nothing. */
    async retryDownloads(): Promise<void> {
      const result = await bridge.request('jobs.retryDownloads', undefined);
      if (result.ok) store.getState().say(`Trying ${images(result.data.count)} again`);
      tell(result);
    },
    async clearFinished(): Promise<void> {
      const result = await bridge.request('jobs.clearFinished', undefined);
      if (result.ok) store.getState().say(`${requests(result.data.count)} cleared; ledger and receipts keep them`);
      tell(result);
    },
    async exportReceipts(): Promise<void> {
      const result = await bridge.request('receipts.export', undefined);
      if (result.ok) tellExport(store, 'receipts', `The receipts are in ${result.data.path}`);
      tell(result);
    },
  };
}

function images(count: number): string {
  return count === 1 ? 'one image' : `${count.toLocaleString('en')} images`;
}

function requests(count: number): string {
  return count === 1 ? '1 request' : `${count.toLocaleString('en')} requests`;
}
