import { defineConfig } from '@playwright/test';
import { root } from './alias';

/** Every spec has a browser and a main process of its own; two at once keep two cores busy, and slow each other down. */
export default defineConfig({
  testDir: `${root}/tests/e2e`,
  testMatch: '**/*.spec.ts',
  outputDir: process.env['E2E_OUTPUT'] ?? `${root}/test-results`,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  retries: 0,
  reporter: [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON'] ?? `${root}/test-results/e2e.json` }]],
});
