/** `npm run bench`: runs the benchmarks and writes their tables to docs/benchmarks.md. Arguments go to vitest. */
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run, runScript } from './terminal.mjs';

await runScript(async () => {
  await bootstrap('build');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  return run(process.execPath, [vitest, 'run', '--config', 'vitest.bench.config.ts', ...process.argv.slice(2)], {
    cwd: root,
  });
});
