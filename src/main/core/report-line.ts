import type { FittingChange, JobBook } from './job-book';

/** Changes of jobs; those that come in one turn of the loop share a commit, since each commit waits for the disk. */
export interface ReportLine {
  /** Resolves when the change is on disk, or does not fit any more; rejects with the store's error, for this change alone. */
  put(change: FittingChange): Promise<void>;
}

interface Waiting {
  readonly change: FittingChange;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** A line that is empty. */
export function createReportLine(book: Pick<JobBook, 'applyFitting'>): ReportLine {
  let waiting: Waiting[] = [];
  const write = (reports: readonly Waiting[]): void => {
    try {
      book.applyFitting(reports.map(({ change }) => change));
    } catch (error) {
      // One that the disk refuses must not hold back the others.
      if (reports.length > 1) for (const report of reports) write([report]);
      else reports[0]?.failed(error);
      return;
    }
    for (const { done } of reports) done();
  };
  return {
    put: (change) =>
      new Promise((done, failed) => {
        waiting.push({ change, done, failed });
        if (waiting.length > 1) return;
        setImmediate(() => {
          const reports = waiting;
          waiting = [];
          write(reports);
        });
      }),
  };
}
