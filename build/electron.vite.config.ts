import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import ElementPlus from 'unplugin-element-plus/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import Components from 'unplugin-vue-components/vite';
import { alias, root } from './alias';

const at = (path: string): string => resolve(root, path);
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };

/**
 * Without them Element Plus comes as a hundred files of a few kilobytes, one request each. What a single page uses stays with
 * that page; what many share is fetched once, together.
 */
const SHARED_CHUNKS = [
  { name: 'vue', test: /node_modules[\\/](@vue|vue|pinia|vue-router|vue-i18n|@intlify)[\\/]/, priority: 3 },
  { name: 'widgets', test: /node_modules[\\/]/, minShareCount: 4, priority: 2 },
  { name: 'desk', test: /[\\/](renderer[\\/](ui|platform)|shared)[\\/]/, minShareCount: 4, priority: 1 },
];

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      externalizeDeps: false,
      target: 'node20',
      outDir: at('out/main'),
      rolldownOptions: { input: { index: at('electron/main/index.ts') } },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      externalizeDeps: false,
      isolatedEntries: true,
      outDir: at('out/preload'),
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    resolve: { alias },
    worker: { format: 'es' },
    define: { 'import.meta.env.VITE_APP_VERSION': JSON.stringify(version) },
    plugins: [
      vue(),
      ElementPlus({}),
      Components({ dts: at('renderer/components.d.ts'), dirs: [], resolvers: [ElementPlusResolver()] }),
    ],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      rolldownOptions: {
        input: { index: at('renderer/index.html') },
        output: { codeSplitting: { groups: SHARED_CHUNKS } },
      },
    },
  },
});
