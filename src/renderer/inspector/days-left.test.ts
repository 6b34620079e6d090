import { expect, it } from 'vitest';
import { daysLeft } from './days-left';

const DAY = 86_400_000;

it('never promises more days than are left, nor a negative number of them', () => {
  expect(daysLeft(0, 30, 0)).toBe('It stays for 30 more days.');
  expect(daysLeft(0, 30, 29 * DAY + 1)).toBe('It stays for 1 more day.');
  expect(daysLeft(0, 30, 90 * DAY)).toMatch(/next emptying/);
});

it('promises no end where the trash is emptied by hand alone', () => {
  expect(daysLeft(0, null, 400 * DAY)).toMatch(/until you empty it/);
});
