import { join } from 'node:path';
import { systemClock } from './core/system-clock';
import type { Ballast, JobStore, Receipts, ReplyBodies, Spool } from './core/ports';
import { createPapers, type Papers } from './papers';
import type { Ground } from './services';
import { createBallast } from './storage/jobs/ballast';
import { ledgerCsv, readLedger } from './storage/jobs/ledger';
import type { Library } from './storage/library/library';
import { openJobs } from './storage/jobs/open-jobs';
import { createReceipts } from './storage/jobs/receipts';
import { exportReceipts } from './storage/jobs/receipts-export';
import { createReplyBodies } from './storage/jobs/reply-bodies';
import { createSpool } from './storage/jobs/spool';

/** Everything in user data that paid work lies in. */
export interface Journal {
  readonly jobs: JobStore;
  readonly receipts: Receipts;
  readonly spool: Spool;
  readonly ballast: Ballast;
  readonly bodies: ReplyBodies;
  papers(library: Library): Papers;
  close(): void;
}

/** Opens the journal. Throws when that can't be done: without it nothing may be sent. */
export function openJournal(
  { userData, secrets, log, desk, replyWorker }: Ground,
  notify: (message: string) => void,
): Journal {
  const { now } = systemClock;
  const inUserData = (name: string): string => join(userData, name);
  const mask = (text: string): string => secrets.mask(text);
  const secretForms = (): readonly string[] => secrets.forms();
  const opened = openJobs({
    file: inUserData('jobs.db'),
    receipts: inUserData('receipts'),
    now,
    report: (id, reason) => {
      log.error('A job can’t be read and was set aside', { id, reason });
      notify('Some jobs can’t be read. They are kept as they are; what was sent and answered is in the receipts.');
    },
  });
  if (opened.notice !== null) notify(opened.notice);
  const receipts = createReceipts({
    folder: inUserData('receipts'),
    mask,
    secretForms,
    worker: replyWorker,
    now,
    report: (reason) => {
      log.warn('A note was not written to the receipts', { reason });
    },
  });
  return {
    jobs: opened.store,
    receipts,
    spool: createSpool(inUserData('spool')),
    ballast: createBallast({ file: inUserData('ballast') }),
    bodies: createReplyBodies({ spool: inUserData('spool'), mask, secretForms, worker: replyWorker }),
    papers: (library) =>
      createPapers({
        desk,
        receipts,
        job: opened.store.get,
        ledger: {
          read: (by) => (by === 'collection' ? library.ledger() : readLedger(opened.database, by)),
          csv: () => ledgerCsv(opened.database),
        },
        exportReceipts: (into) => exportReceipts(inUserData('receipts'), into, now()),
        now,
      }),
    close: () => {
      opened.database.close();
    },
  };
}
