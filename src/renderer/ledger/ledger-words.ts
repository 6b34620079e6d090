import type { LedgerPeriod, LedgerRow, LedgerSum } from '../../shared/ledger';
import { dayName } from '../ui/format';

/** How each way to add up is called where it is chosen. */
export const PERIOD_NAMES: Readonly<Record<LedgerPeriod, string>> = {
  day: 'By day',
  month: 'By month',
  collection: 'By collection',
};

/** What heads the first column. */
export const ROW_NAMES: Readonly<Record<LedgerPeriod, string>> = {
  day: 'Day',
  month: 'Month',
  collection: 'Collection',
};

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });

/** The name of a row for people. `now` is milliseconds since 1970, so that the present day is "Today". */
export function rowName(by: LedgerPeriod, { key, label }: LedgerRow, now: number): string {
  if (key === null) return by === 'collection' ? 'In no collection' : label;
  if (by === 'collection') return label;
  // A plain `new Date(key)` would be midnight in London, which is the day before in New York.
  const [year = NaN, month = NaN, day = 1] = key.split('-').map(Number);
  const date = new Date(year, month - 1, day);
  if (Number.isNaN(date.getTime())) return label;
  return by === 'month' ? MONTH.format(date) : dayName(date.getTime(), now);
}

/** Writes the figures of a ledger; one for each locale, since making the formats is slow. */
export interface Figures {
  /** US dollars: cents, and one place more for less than a cent. */
  readonly dollars: (amount: number) => string;
  readonly count: (count: number) => string;
}

/** Figures as that locale writes them; without one, as this machine does. */
export function figuresIn(locale?: string): Figures {
  const usd = { style: 'currency', currency: 'USD' } as const;
  const cents = new Intl.NumberFormat(locale, usd);
  const fine = new Intl.NumberFormat(locale, { ...usd, minimumFractionDigits: 3 });
  const whole = new Intl.NumberFormat(locale);
  return {
    dollars: (amount) => (amount > 0 && amount < 0.01 ? fine : cents).format(amount),
    count: (count) => whole.format(count),
  };
}

/** True when there is nothing in it. */
export function isEmpty({ jobs, images, dollars }: LedgerSum): boolean {
  return jobs === 0 && images === 0 && dollars === 0;
}
