import { app, protocol } from 'electron';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../src/main/core/system-clock';
import { createDecoder } from '../src/main/platform/decoder';
import { SCHEMES } from '../src/main/platform/schemes';

// An app that is nothing but Easel's decoder: makes a thumbnail of each file of EASEL_BENCH_FILES, so many at a time as
// EASEL_BENCH_AT_ONCE says, and writes to EASEL_BENCH_RESULT how many milliseconds that took.

const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
};

protocol.registerSchemesAsPrivileged(SCHEMES);
void app.whenReady().then(async () => {
  const files = variable('EASEL_BENCH_FILES').split('\n');
  const silent = (): void => undefined;
  const decoder = createDecoder({
    clock: systemClock,
    log: { info: silent, warn: silent, error: silent },
    pages: join(variable('EASEL_BENCH_PAGES')),
    devServer: null,
  });
  const make = async (file: string): Promise<void> => {
    const made = await decoder.thumbnail(file);
    if (made.kind !== 'decoded') throw new Error(`${file}: ${made.kind}`);
  };
  // The page is opened for the first ones, and its code gets warm.
  await Promise.all(files.slice(0, 4).map(make));
  const waiting = [...files];
  const begun = performance.now();
  const line = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await make(file);
  };
  await Promise.all(Array.from({ length: Number(variable('EASEL_BENCH_AT_ONCE')) }, line));
  writeFileSync(variable('EASEL_BENCH_RESULT'), String(performance.now() - begun));
  decoder.close();
  app.quit();
});
