import { expect, test } from 'vitest';
import { countFaults, countPlaywright, countVitest, oneCheck, total } from './test-count.mjs';

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

test('a run in which no test was executed is not taken for a success', () => {
  expect(countVitest(0, { ...vitest, numPassedTests: 0 }).failed).toBe(1);
  expect(countPlaywright(0, { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 3 } }).failed).toBe(1);
});

test('a runner that crashed before it wrote its report is not taken for a success', () => {
  expect(countVitest(1, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countPlaywright(0, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a runner that failed outside its tests is not hidden by tests that passed', () => {
  expect(countVitest(1, vitest)).toEqual({ passed: 5, failed: 1, skipped: 1 });
});

test('a test file that could not be loaded counts as one failure', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  expect(countVitest(1, { ...vitest, testResults }).failed).toBe(1);
});

test('failed tests are counted once each, whatever the exit code adds', () => {
  const stats = { expected: 4, unexpected: 2, flaky: 1, skipped: 0 };
  expect(countPlaywright(1, { stats })).toEqual({ passed: 4, failed: 3, skipped: 0 });
});

test('the closing line sums every step', () => {
  expect(total([oneCheck(0), oneCheck(2), { passed: 3, failed: 0, skipped: 1 }])).toEqual({
    passed: 4,
    failed: 1,
    skipped: 1,
  });
});

test('a sweep that can’t be run here is skipped, and never counts as passed', () => {
  const ran = { notRun: null, failed: 0 };
  const missing = { notRun: 'strace is not installed', failed: 0 };
  expect(countFaults(0, [ran, missing])).toEqual({ passed: 1, failed: 0, skipped: 1 });
  expect(countFaults(0, [missing])).toEqual({ passed: 0, failed: 0, skipped: 1 });
  expect(countFaults(1, [ran, { notRun: null, failed: 3 }])).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(countFaults(1, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
