/**
 * `npm run test:faults`: proves under kills, full disks, broken connections and jumping clocks that nothing paid is lost
 * and nothing is paid twice. `--seed N` draws other points, `--only kill,disk` runs some sweeps, `--short` is the form
 * inside `npm test`. Writes its figures to docs/reliability.md; the short form to test-results/faults.json.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { hasProgram } from './system-libraries.mjs';
import { run, runQuietly, runScript, say, step } from './terminal.mjs';

// A folder for each start: a short form that runs beside a long one must not take its program away.
const out = join(root, 'node_modules', '.cache', 'easel', `faults-${process.pid}`);

await runScript(async () => {
  await bootstrap('build');
  if (!process.argv.includes('--short')) await installTools();
  try {
    await buildHarness();
    return await run(process.execPath, [join(out, 'main.js'), ...process.argv.slice(2)], { cwd: root });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});

/** What the sweeps would like to have; they say themselves what could not be run without it. */
async function installTools() {
  const missing = [
    ...(hasProgram('strace') ? [] : ['strace']),
    ...(hasProgram('faketime') ? [] : ['faketime']),
    ...(hasProgram('mount') ? [] : ['mount']),
  ];
  if (missing.length === 0 || process.platform !== 'linux') return;
  const canInstall = process.getuid?.() === 0 && hasProgram('apt-get');
  if (!canInstall) return say(`Some sweeps can’t run without ${missing.join(', ')}.`);
  const install = () => runQuietly('apt-get', ['install', '-y', '--no-install-recommends', '-q', ...missing], { env });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`Installing ${missing.join(', ')}`, () =>
    install().catch(() => runQuietly('apt-get', ['update', '-q'], { env }).then(install)),
  ).catch((error) => say(`That failed, so some sweeps can’t run: ${error.message.split('\n').at(-1)}`));
}

/** The harness and the engine that it kills are TypeScript: built first, in about a second. */
async function buildHarness() {
  const { build } = await import('vite');
  const source = (/** @type {string} */ file) => join(root, 'scripts', 'faults', file);
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: out,
      emptyOutDir: true,
      rolldownOptions: {
        input: {
          main: source('main.ts'),
          'engine-run': source('engine-run.ts'),
          'reply-worker': join(root, 'src', 'main', 'storage', 'jobs', 'reply-worker.ts'),
        },
      },
    },
  });
}
