import vue from '@vitejs/plugin-vue';
import { playwright } from '@vitest/browser-playwright';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { alias, root } from './alias';
import { findChromium } from './tools/find-chromium.mjs';

const executablePath = findChromium();
/** What Vite would find late, and reload the page for in the middle of a test. */
const browserDependencies = ['dexie', 'zod', 'hash-wasm', 'comlink', 'pinyin-pro', '@zxcvbn-ts/core', 'otpauth'];

export default defineConfig({
  root,
  resolve: { alias },
  test: {
    // All the cores there are: the default leaves one of two idle.
    maxWorkers: availableParallelism(),
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          root,
          environment: 'node',
          // Loading the core anew for each file would take a third of the time. So these files mock no modules, and undo what
          // they spy on or put in a registry's place.
          isolate: false,
          restoreMocks: true,
          unstubGlobals: true,
          include: ['tests/unit/**/*.test.ts', 'tests/core/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'shell',
          root,
          environment: 'node',
          include: ['tests/shell/**/*.test.ts', 'tests/build/**/*.test.ts', 'tests/fuzz/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [vue()],
        resolve: { alias },
        test: {
          name: 'component',
          root,
          environment: 'happy-dom',
          include: ['tests/component/**/*.test.ts'],
          server: { deps: { inline: ['element-plus'] } },
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        optimizeDeps: { include: browserDependencies },
        test: {
          name: 'browser',
          root,
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath === undefined ? {} : { executablePath }),
                args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['shared/**/*.ts', 'renderer/core/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'coverage',
    },
  },
});
