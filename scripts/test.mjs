/**
 * `npm test`: installs what is missing and runs everything: lint, types, unit tests, faults, build, end-to-end tests. A
 * failed step does not stop the later ones. Ends with the line `N passed, N failed`.
 */
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bootstrap, npm, root } from './bootstrap.mjs';
import { duration, run, runScript, say } from './terminal.mjs';
import { countFaults, countPlaywright, countVitest, noCount, oneCheck, total } from './test-count.mjs';

const unitReport = 'test-results/unit.json';

await runScript(async () => {
  await bootstrap('test');
  const { prepareRuntime, runtimeEnvironment } = await import('./electron-runtime.mjs');
  const plain = process.stdout.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: '1' };
  const env = { ...runtimeEnvironment(await prepareRuntime()), ...plain };
  // Reports of an earlier run must not count for this one.
  await rm(join(root, 'test-results'), { recursive: true, force: true });
  await mkdir(join(root, 'test-results'));

  const counts = {
    lint: await timed('Lint', async () => oneCheck(await npmRun('lint', env))),
    types: await timed('Types', async () => oneCheck(await npmRun('types', env))),
    unit: await timed('Unit tests', () => unitTests(env)),
    faults: await timed('Faults, short form', () => faultTests(env)),
    build: await timed('Build', () => buildStep(env)),
    e2e: noCount,
  };
  counts.e2e = await timed('End-to-end tests', () => endToEndTests(env, counts.build.failed === 0));

  say('');
  for (const [name, { passed, failed, skipped }] of Object.entries(counts)) {
    say(`${name}: ${passed} ok, ${failed} not ok${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }
  const { passed, failed } = total(Object.values(counts));
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/**
 * @param {string} name
 * @param {() => Promise<import('./test-count.mjs').Count>} work
 */
async function timed(name, work) {
  say(`\n== ${name}`);
  const began = Date.now();
  const count = await work();
  say(`== ${name}: ${count.failed === 0 ? 'ok' : 'FAILED'} in ${duration(Date.now() - began)}`);
  return count;
}

/**
 * @param {string} script of package.json
 * @param {NodeJS.ProcessEnv} env
 */
function npmRun(script, env) {
  const { command, args } = npm(['run', '--silent', script]);
  return run(command, args, { cwd: root, env });
}

/** @param {NodeJS.ProcessEnv} env */
async function unitTests(env) {
  const cli = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  const code = await run(process.execPath, [cli, 'run', ...reporters], { cwd: root, env });
  return countVitest(code, report(unitReport));
}

/** @param {NodeJS.ProcessEnv} env */
async function faultTests(env) {
  const code = await run(process.execPath, [join(root, 'scripts', 'faults.mjs'), '--short'], { cwd: root, env });
  return countFaults(code, report('test-results/faults.json'));
}

/** @param {NodeJS.ProcessEnv} env */
async function buildStep(env) {
  const { build } = await import('./electron-vite.mjs');
  return build(env).then(
    () => oneCheck(0),
    (error) => {
      say(error.message);
      return oneCheck(1);
    },
  );
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} isBuilt
 */
async function endToEndTests(env, isBuilt) {
  if (!isBuilt) {
    say('Not run: there is no build to test.');
    return oneCheck(1);
  }
  const { endToEndReport, runPlaywright } = await import('./playwright.mjs');
  const code = await runPlaywright([], env);
  return countPlaywright(code, report(endToEndReport));
}

/**
 * @param {string} file
 * @returns {any} what the test runner wrote, or undefined when it wrote nothing readable
 */
function report(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}
