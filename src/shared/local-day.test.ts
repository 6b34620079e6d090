import { expect, it } from 'vitest';
import { localDay } from './local-day';

it('is the day of the local clock, from its first to its last moment', () => {
  expect(localDay(new Date(2026, 0, 2).getTime())).toBe('2026-01-02');
  expect(localDay(new Date(2026, 0, 3).getTime() - 1)).toBe('2026-01-02');
  expect(localDay(new Date(2028, 1, 29, 12).getTime())).toBe('2028-02-29');
});

it('sorts years that have fewer digits, and is empty where no calendar reaches', () => {
  expect(localDay(new Date(-1, 0).setFullYear(33, 4, 6))).toBe('0033-05-06');
  expect(localDay(NaN)).toBe('');
  expect(localDay(8.64e15 + 1)).toBe('');
});
