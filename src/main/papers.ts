import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { JobEvidence } from '../shared/evidence';
import type { JobId } from '../shared/ids';
import type { Job } from '../shared/job';
import type { Ledger, LedgerPeriod } from '../shared/ledger';
import { localDay } from '../shared/local-day';
import { RequestError } from '../shared/result';
import { curlCommand } from './core/curl';
import type { Receipts } from './core/ports';
import type { Desk } from './platform/desk';

/** What the papers are read from. */
export interface PapersPorts {
  readonly desk: Pick<Desk, 'chooseCsvFile' | 'chooseExportFolder'>;
  readonly receipts: Pick<Receipts, 'evidence'>;
  readonly job: (id: JobId) => Job | undefined;
  readonly ledger: { read(by: LedgerPeriod): Ledger; csv(): AsyncIterable<string> };
  /** Copies the receipts into a new folder in that one and returns its path. */
  readonly exportReceipts: (into: string) => Promise<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What was sent, answered and spent, for whoever has to account for it. */
export interface Papers {
  evidence(id: JobId): Promise<JobEvidence>;
  /** Throws `cancelled` when no folder was chosen, `unavailable` when it can't be written. */
  exportReceipts(): Promise<{ readonly path: string }>;
  ledger(by: LedgerPeriod): Ledger;
  /** Throws `cancelled` when no file was chosen, `unavailable` when it can't be written. */
  exportLedger(): Promise<{ readonly path: string }>;
}

/** Papers over the given ports. */
export function createPapers(ports: PapersPorts): Papers {
  const { desk } = ports;
  return {
    async evidence(id) {
      const job = ports.job(id);
      if (!job) throw new RequestError('not-found', 'There is no such job any more.');
      const entries = await ports.receipts.evidence(job);
      const sent = entries.findLast(({ what }) => what === 'sending');
      // Half a body would be another request.
      const curl = sent?.url == null || sent.cut ? null : curlCommand({ ...sent, url: sent.url });
      return { entries, curl, curlIsWhole: namesItsSources(job) };
    },
    async exportReceipts() {
      const into = await desk.chooseExportFolder();
      if (into === null) throw new RequestError('cancelled', 'Nothing was exported.');
      return { path: await written(ports.exportReceipts(into)) };
    },
    ledger: (by) => ports.ledger.read(by),
    async exportLedger() {
      const path = await desk.chooseCsvFile(`Easel ledger ${localDay(ports.now())}.csv`);
      if (path === null) throw new RequestError('cancelled', 'Nothing was exported.');
      await written(pipeline(Readable.from(ports.ledger.csv()), createWriteStream(path)));
      return { path };
    },
  };
}

/** Only links are in the receipts as they were sent: pictures are shortened, and signatures of a bucket masked. */
function namesItsSources({ recipe, delivery }: Job): boolean {
  if (recipe.sourceIds.length === 0) return true;
  return delivery?.sent.every(({ way }) => way === 'result' || way === 'link') ?? false;
}

/** A disk that refuses becomes a sentence. */
async function written<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const sentence = 'The export could not be written. Check the disk or choose another place.';
    throw Object.assign(new RequestError('unavailable', sentence), { cause: error });
  }
}
