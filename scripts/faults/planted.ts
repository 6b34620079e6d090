import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import type { EnginePorts } from '../../src/main/core/job-engine';
import type { Gateway, ImageArchive, JobStore, Receipts, SubmitOutcome } from '../../src/main/core/ports';
import { openDatabase } from '../../src/main/storage/database';
import { originalName } from '../../src/main/storage/images/image-name';
import { createLibraryStore } from '../../src/main/storage/library/library-store';
import { libraryPlan } from '../../src/main/storage/migrations/library';
import type { Planted } from './plan';

/** The ports with one mistake in them, or as they are. The mistakes live here only. */
export function plant(planted: Planted, libraryFolder: string, ports: EnginePorts): EnginePorts {
  switch (planted) {
    case 'none':
      return ports;
    case 'receipt-after-submit':
      return { ...ports, ...receiptAfterSubmit(ports) };
    case 'receipt-not-synced':
      return { ...ports, receipts: withoutSync(ports.receipts) };
    case 'lost-is-not-sent':
      return { ...ports, gateway: forgetful(ports.gateway), store: requeueing(ports.store) };
    case 'row-before-file':
      return { ...ports, archive: rowFirst(ports.archive, libraryFolder) };
  }
}

function receiptAfterSubmit({ receipts, gateway }: EnginePorts): Pick<EnginePorts, 'receipts' | 'gateway'> {
  let late: (() => void)[] = [];
  const submit: Gateway['submit'] = async (order, signal) => {
    const outcome = await gateway.submit(order, signal);
    const due = late;
    late = [];
    for (const write of due) write();
    return outcome;
  };
  const sending: Receipts['sending'] = (...line) => {
    late.push(() => {
      void receipts.sending(...line);
    });
    return Promise.resolve();
  };
  return { receipts: { ...receipts, sending }, gateway: { ...gateway, submit } };
}

/** The modules that import it by name see the change too. */
function withoutSync(receipts: Receipts): Receipts {
  const { fsync } = fs;
  const forgotten = (_descriptor: number, done: (error: null) => void): void => {
    done(null);
  };
  return {
    ...receipts,
    sending: (...line) => {
      fs.fsync = Object.assign(forgotten, { __promisify__: fsync.__promisify__ });
      syncBuiltinESMExports();
      try {
        return receipts.sending(...line);
      } finally {
        fs.fsync = fsync;
        syncBuiltinESMExports();
      }
    },
  };
}

function forgetful(gateway: Gateway): Gateway {
  const asNotSent = (outcome: SubmitOutcome): SubmitOutcome =>
    outcome.kind === 'lost' ? { kind: 'not-sent', problem: outcome.problem } : outcome;
  return { ...gateway, submit: async (order, signal) => asNotSent(await gateway.submit(order, signal)) };
}

/** What an earlier run left open is queued again. */
function requeueing(store: JobStore): JobStore {
  for (const job of store.unfinished()) {
    if (job.status !== 'submitting') continue;
    const { id, intentId, batchId, createdAt, recipe, gateway, estimate, webhook } = job;
    const base = { id, intentId, batchId, createdAt, recipe, gateway, estimate, webhook };
    store.save({ ...base, status: 'queued', tries: 0, notBefore: 0, problem: null });
  }
  return store;
}

function rowFirst(archive: ImageArchive, folder: string): ImageArchive {
  return {
    ...archive,
    async secure(image, bytes, length) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      const whole = Buffer.concat(chunks);
      const { database } = openDatabase(libraryPlan(join(folder, 'library.db'), Date.now));
      createLibraryStore(database, Date.now, () => undefined).put({
        ...image,
        ...{ width: 16, height: 16, displayable: true, format: 'jpeg', file: originalName(image, 'jpeg') },
        ...{ bytes: whole.length, sha256: createHash('sha256').update(whole).digest('hex') },
        ...{ stars: 0, flag: null, favourite: false, tags: [], note: '', trashedAt: null, missing: false },
        madeWith: null,
      });
      database.close();
      return archive.secure(image, again(whole), length);
    },
  };
}

async function* again(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
