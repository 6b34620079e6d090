import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
    // A unit that reaches for Electron is in the wrong folder: it would not run in plain Node.
    alias: { electron: new URL('./src/no-electron.ts', import.meta.url).pathname },
  },
});
