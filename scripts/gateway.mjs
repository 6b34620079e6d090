/**
 * `npm run gateway`: serves the demo gateway over HTTP on this machine, for tests by hand and for scripts.
 * `--port N` (default: a free one), `--speed N` (times faster than life, default 1), `--key KEY` (default `demo-key`).
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';
import { CannotGoOn, runScript, say } from './terminal.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'node_modules', '.cache', 'easel', 'gateway');

await runScript(async () => {
  const options = readOptions();
  await bootstrap('build');
  const { DEMO_KEY, DEMO_PROMPTS, createWorkerPainter, startDemoServer } = await load();
  const painter = createWorkerPainter(pathToFileURL(join(OUT, 'painter-worker.js')));
  const key = options.key ?? DEMO_KEY;
  const server = await startDemoServer({ port: options.port, speed: options.speed, keys: [key], painter, deliver });
  say(`\nThe demo gateway answers at  ${server.url}`);
  say(`with the API key             ${key}`);
  say(`\nEasel opens it with          EASEL_GATEWAY_URL=${server.url} npm start`);
  say('\nWords in a prompt that make it do more than draw:');
  for (const { word, does } of DEMO_PROMPTS) say(`  ${word.padEnd(19)} ${does}`);
  say('\nCtrl+C ends it.');
  await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done));
  await server.close();
  await painter.close();
});

/** Posts a webhook; true when the receiver took it. */
async function deliver(url, body) {
  const headers = { 'Content-Type': 'application/json' };
  const signal = AbortSignal.timeout(10_000);
  const { ok } = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
  return ok;
}

function readOptions() {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, speed: { type: 'string' }, key: { type: 'string' } },
    allowPositionals: false,
  });
  const port = Number(values.port ?? 0);
  const speed = Number(values.speed ?? 1);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new CannotGoOn('--port takes a number up to 65535.');
  if (!(speed > 0)) throw new CannotGoOn('--speed takes a number above 0, such as 10 for ten times faster than life.');
  return { port, speed, key: values.key };
}

/** The sources are TypeScript: built first, in about a second, together with the worker that draws. */
async function load() {
  const { build } = await import('vite');
  const source = (file) => join(ROOT, 'src', 'main', 'gateway', 'demo', file);
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: OUT,
      emptyOutDir: true,
      rolldownOptions: { input: { command: source('command.ts'), 'painter-worker': source('painter-worker.ts') } },
    },
  });
  return await import(pathToFileURL(join(OUT, 'command.js')).href);
}
