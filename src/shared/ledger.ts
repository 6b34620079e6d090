import type { CollectionId } from './ids';

/** What the ledger is added up by. Days and months are those of this machine's time zone. */
export type LedgerPeriod = 'day' | 'month' | 'collection';

/** Requests with their images and estimated price. */
export interface LedgerSum {
  readonly jobs: number;
  readonly images: number;
  /** US dollars, as estimated when each was submitted. */
  readonly dollars: number;
}

/** One line of the ledger, by what is known of the money. Demo jobs cost nothing and are in none of them. */
export interface LedgerRow {
  /** `2026-11-22`, `2026-11`, or the collection's id; null for images in no collection. */
  readonly key: string | CollectionId | null;
  /** The collection's name; else the key. */
  readonly label: string;
  readonly charged: LedgerSum;
  /** May have been charged: nobody can know without the gateway's console. Never added to the charged ones. */
  readonly unknown: LedgerSum;
  readonly notCharged: LedgerSum;
  /** Sent and not finished, or waiting to be sent. */
  readonly pending: LedgerSum;
}

/** The ledger, newest first or by the collection's name. By collection it counts images that are in the library. */
export interface Ledger {
  readonly by: LedgerPeriod;
  readonly rows: readonly LedgerRow[];
  /** Over everything, each job or image once, however many collections it is in. */
  readonly total: LedgerRow;
}
