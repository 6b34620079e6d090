import type { StateCreator } from 'zustand';
import type { Ledger, LedgerPeriod } from '../../shared/ledger';

/** Every way to add the ledger up, in the order in which they are offered. */
export const LEDGER_PERIODS = ['day', 'month', 'collection'] as const satisfies readonly LedgerPeriod[];

/** The ledger as main last added it up, so that coming back to it shows it at once and where it was. */
export interface LedgerSlice {
  readonly ledgerBy: LedgerPeriod;
  readonly ledgers: Readonly<Partial<Record<LedgerPeriod, Ledger>>>;
  /** Why the last answer did not come; null when it did. */
  readonly ledgerFault: string | null;
  /** Pixels above the first visible row. */
  readonly ledgerScroll: number;
}

/** Starts by day, with nothing known. */
export const createLedgerSlice: StateCreator<LedgerSlice> = () => ({
  ledgerBy: 'day',
  ledgers: {},
  ledgerFault: null,
  ledgerScroll: 0,
});
