import { useEffect, useRef } from 'react';
import type { Ledger, LedgerPeriod } from '../../shared/ledger';
import { ledgerCommands, useStudio } from '../store/studio';

/** The ledger is added up anew at most this often, in milliseconds, however many jobs change. */
const PAUSE = 1000;

/** The ledger by that period, kept up to date while it is looked at; undefined before the first answer. */
export function useLedger(by: LedgerPeriod): Ledger | undefined {
  const ledger = useStudio((state) => state.ledgers[by]);
  // Jobs move the money, the library moves images between collections.
  const jobs = useStudio((state) => state.jobsRevision);
  const index = useStudio((state) => state.index);
  const last = useRef({ by, at: -Infinity });

  useEffect(() => {
    const since = last.current.by === by ? performance.now() - last.current.at : Infinity;
    const timer = setTimeout(
      () => {
        last.current = { by, at: performance.now() };
        void ledgerCommands.read(by);
      },
      Math.max(0, PAUSE - since),
    );
    return () => clearTimeout(timer);
  }, [by, jobs, index]);
  return ledger;
}
