import { defineConfig } from '@playwright/test';

// Playwright demands a default export.
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  // Each test has its own user data, library and gateway; two at a time is what a small machine bears.
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second try hides a fault that a person would meet.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
});
