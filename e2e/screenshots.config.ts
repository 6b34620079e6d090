import { defineConfig } from '@playwright/test';

// Playwright demands a default export.
export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.ts',
  outputDir: '../test-results/screenshots',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
});
