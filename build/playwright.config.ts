import { defineConfig } from '@playwright/test';
import { root } from './alias';

/** One worker: every spec has a browser and a main process of its own, and CI has two cores. */
export default defineConfig({
  testDir: `${root}/tests/e2e`,
  testMatch: '**/*.spec.ts',
  outputDir: `${root}/test-results`,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON'] ?? `${root}/test-results/e2e.json` }]],
});
