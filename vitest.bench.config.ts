import { defineConfig } from 'vitest/config';

// Benchmarks: run by hand with `npm run bench`, never in `npm test`, since machines differ and are noisy.
export default defineConfig({
  test: { include: ['bench/**/*.bench.ts'], fileParallelism: false, testTimeout: 600_000, hookTimeout: 600_000 },
});
