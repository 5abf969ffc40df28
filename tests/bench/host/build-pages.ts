import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import ElementPlus from 'unplugin-element-plus/vite';
import { build } from 'vite';
import { alias, root } from '@build/alias';

export const PAGES = resolve(root, 'out/bench/pages');

/** Injected into the program's own window: see page/probe.ts. */
export const PROBE = resolve(PAGES, 'probe.js');

/** Builds the bench's own pages the way the program's window is built: same bundler, same settings. */
export async function buildPages(): Promise<void> {
  const at = (path: string): string => resolve(root, 'tests/bench/page', path);
  rmSync(PAGES, { recursive: true, force: true });
  await build({
    configFile: false,
    logLevel: 'warn',
    root: at('.'),
    base: './',
    resolve: { alias },
    worker: { format: 'es' },
    plugins: [vue(), ElementPlus({})],
    build: {
      outDir: PAGES,
      emptyOutDir: true,
      minify: true,
      chunkSizeWarningLimit: 5_000,
      rolldownOptions: {
        input: {
          index: at('index.html'),
          all: at('empty/all.html'),
          onDemand: at('empty/on-demand.html'),
          probe: at('probe.ts'),
        },
        output: { entryFileNames: (chunk) => (chunk.name === 'probe' ? 'probe.js' : 'assets/[name]-[hash].js') },
      },
    },
  });
}
