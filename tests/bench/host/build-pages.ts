import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import ElementPlus from 'unplugin-element-plus/vite';
import { build } from 'vite';
import { alias, root } from '@build/alias';

/** Builds the bench's own pages the way the program's window is built: same bundler, same settings. */
export async function buildPages(outDir: string): Promise<void> {
  const at = (path: string): string => resolve(root, 'tests/bench/page', path);
  await build({
    configFile: false,
    logLevel: 'warn',
    root: at('.'),
    base: './',
    resolve: { alias },
    worker: { format: 'es' },
    plugins: [vue(), ElementPlus({})],
    build: {
      outDir,
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
