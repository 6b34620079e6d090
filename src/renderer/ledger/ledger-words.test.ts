import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../shared/ledger';
import { figuresIn, rowName } from './ledger-words';

const none = { jobs: 0, images: 0, dollars: 0 };
const row = (key: string | null, label: string): LedgerRow => ({
  ...{ key, label },
  ...{ charged: none, unknown: none, notCharged: none, pending: none },
});
const now = new Date(2026, 10, 22, 0, 30).getTime();

describe('the name of a row', () => {
  it('is the day on this machine’s calendar, not the one before it west of London', () => {
    expect(rowName('day', row('2026-11-22', '2026-11-22'), now)).toBe('Today');
    expect(rowName('day', row('2026-11-21', '2026-11-21'), now)).toBe('Yesterday');
    expect(rowName('month', row('2026-01', '2026-01'), now)).toBe('January 2026');
  });

  it('never is "Invalid Date", whatever main sends', () => {
    for (const key of ['', 'x', '2026-']) expect(rowName('day', row(key, 'as sent'), now)).not.toMatch(/invalid|NaN/i);
    expect(rowName('day', row('soon', 'as sent'), now)).toBe('as sent');
  });

  it('is a collection’s own, also when that looks like a date, and tells images of no collection', () => {
    expect(rowName('collection', row('col_1', '2026-11-22'), now)).toBe('2026-11-22');
    expect(rowName('collection', row(null, ''), now)).toBe('In no collection');
  });
});

describe('figures', () => {
  it('follow the person’s locale and stay US dollars', () => {
    expect(figuresIn('en-US').dollars(1234.5)).toBe('$1,234.50');
    expect(figuresIn('de-DE').dollars(1234.5)).toMatch(/^1\.234,50\s\$$/u);
    expect(figuresIn('de-DE').count(12345)).toBe('12.345');
  });

  it('do not call a fraction of a cent nothing', () => {
    expect(figuresIn('en-US').dollars(0.004)).toBe('$0.004');
    expect(figuresIn('en-US').dollars(0)).toBe('$0.00');
  });
});
