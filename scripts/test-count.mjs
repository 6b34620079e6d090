/** Counts what the test runners report. A runner that failed, or ran nothing, always counts as a failure. */

/**
 * @typedef {{readonly passed: number, readonly failed: number, readonly skipped: number}} Count
 */

/** @type {Count} */
export const noCount = { passed: 0, failed: 0, skipped: 0 };

/**
 * A check that is right or wrong as a whole.
 * @param {number} code its exit code
 * @returns {Count}
 */
export function oneCheck(code) {
  return code === 0 ? { ...noCount, passed: 1 } : { ...noCount, failed: 1 };
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
export function total(counts) {
  return counts.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    noCount,
  );
}

/**
 * @param {number} code the runner's exit code
 * @param {any} report vitest's JSON report, or undefined when there is none
 * @returns {Count}
 */
export function countVitest(code, report) {
  // A file that could not be loaded has no tests to count, and must not pass for that.
  const broken = (report?.testResults ?? []).filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return honest(code, {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + broken.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  });
}

/**
 * @param {number} code the runner's exit code
 * @param {any} report Playwright's JSON report, or undefined when there is none
 * @returns {Count}
 */
export function countPlaywright(code, report) {
  const stats = report?.stats ?? {};
  return honest(code, {
    passed: stats.expected ?? 0,
    failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0),
    skipped: stats.skipped ?? 0,
  });
}

/**
 * Each sweep is one check; one that could not be run is skipped.
 * @param {number} code the exit code of the sweeps
 * @param {any} report their figures, or undefined when there are none
 * @returns {Count}
 */
export function countFaults(code, report) {
  const sweeps = report ?? [];
  const count = (/** @type {(sweep: any) => boolean} */ test) => sweeps.filter(test).length;
  const counted = {
    passed: count(({ notRun, failed }) => notRun === null && failed === 0),
    failed: count(({ failed }) => failed > 0),
    skipped: count(({ notRun }) => notRun !== null),
  };
  // Where nothing can be run, such as without strace, that is said and is no failure.
  return code === 0 && counted.skipped === sweeps.length && sweeps.length > 0 ? counted : honest(code, counted);
}

/**
 * @param {number} code
 * @param {Count} count
 * @returns {Count}
 */
function honest(code, count) {
  const ranNothing = count.passed + count.failed === 0;
  const failedUnseen = code !== 0 && count.failed === 0;
  return ranNothing || failedUnseen ? { ...count, failed: count.failed + 1 } : count;
}
