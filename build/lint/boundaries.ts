import { resolve } from 'node:path';
import type { Linter } from 'eslint';
import { root } from '../alias';

/**
 * The table "one rule per folder" of the architecture, as data: who may import whom, and which packages. What is not
 * listed is forbidden; a folder may always import itself.
 */
interface FolderRule {
  folder: string;
  /** Folders by name below; `core:types` for types only. */
  imports: readonly string[];
  packages: readonly string[];
}

const VUE = ['vue', 'vue-i18n'];
const WIDGETS = ['element-plus', 'element-plus/**', '@element-plus/icons-vue'];
const CHARTS = ['echarts', 'echarts/**', 'vue-echarts'];
const NODE = ['node:*', 'node:*/**'];
const SPREADSHEETS = ['exceljs', 'papaparse', 'fflate', 'saxes', '@e965/xlsx'];

export const FOLDER_RULES = {
  shared: { folder: 'shared', imports: ['shared'], packages: ['zod', 'zod/**', 'pinyin-pro', '@vant/area-data'] },
  main: { folder: 'electron/main', imports: ['shared'], packages: ['electron', 'electron-log/**', 'zod', ...NODE] },
  preload: { folder: 'electron/preload', imports: ['contracts'], packages: ['electron'] },
  data: { folder: 'renderer/data', imports: ['shared'], packages: ['dexie'] },
  core: {
    folder: 'renderer/core',
    imports: ['data', 'shared'],
    packages: ['hash-wasm', 'zod', 'zod/**', 'pinyin-pro', '@zxcvbn-ts/**', 'otpauth'],
  },
  rpc: { folder: 'renderer/workers/rpc', imports: ['core:types', 'shared'], packages: ['comlink'] },
  workers: {
    folder: 'renderer/workers',
    imports: ['rpc', 'core', 'shared'],
    packages: ['comlink', 'zod', ...SPREADSHEETS],
  },
  platform: {
    folder: 'renderer/platform',
    imports: ['rpc', 'workers:types', 'core:types', 'shared'],
    packages: ['vue', 'pinia', 'comlink', 'vue-router', '@zxcvbn-ts/**'],
  },
  ui: { folder: 'renderer/ui', imports: ['shared'], packages: [...VUE, ...WIDGETS, ...CHARTS, 'qrcode'] },
  feature: {
    folder: 'renderer/features/*',
    imports: ['platform', 'ui', 'shared'],
    packages: [...VUE, ...WIDGETS, 'vue-router', 'pinia'],
  },
  app: {
    folder: 'renderer/app',
    // `app` is two places: renderer/app and the files at the top of renderer.
    imports: ['app', 'feature', 'platform', 'ui', 'workers', 'rpc', 'shared'],
    packages: [...VUE, ...WIDGETS, ...CHARTS, 'vue-router', 'pinia', 'zod'],
  },
} as const satisfies Record<string, FolderRule>;

type FolderName = keyof typeof FOLDER_RULES;

/** Later entries are the more general: `renderer` alone is main.ts and App.vue, part of the bootstrap. */
const ELEMENTS = [
  { type: 'contracts', pattern: 'shared/contracts' },
  ...(Object.keys(FOLDER_RULES) as FolderName[]).map((type) => ({
    type,
    pattern: FOLDER_RULES[type].folder,
    ...(type === 'feature' ? { capture: ['name'] } : {}),
  })),
  { type: 'app', pattern: 'renderer' },
  { type: 'build', pattern: 'build' },
  { type: 'tests', pattern: 'tests' },
].map((element) => ({ ...element, partialMatch: false }));

/** `contracts` is part of `shared` and follows its rule. */
function policiesFor(type: string, rule: FolderRule): object[] {
  const from = { element: { type } };
  const local = rule.imports.map((name) => {
    const [folder = '', only] = name.split(':');
    const types = folder === 'shared' ? ['shared', 'contracts'] : [folder];
    const to = { element: { types: { anyOf: types } } };
    return { from, allow: only === 'types' ? { to, dependency: { kind: 'type' } } : { to } };
  });
  const packages = { from, allow: { to: { module: { origin: ['external', 'core'], source: [...rule.packages] } } } };
  return [...local, packages];
}

const anyPackage = { to: { module: { origin: ['external', 'core'] } } };
const anyFolder = { to: { element: { type: '!tests' } } };

export const boundarySettings = {
  'boundaries/elements': ELEMENTS,
  'boundaries/root-path': root,
  'import/resolver': { [resolve(root, 'build/lint/resolve-alias.cjs')]: {} },
};

export const boundaryRules: Linter.RulesRecord = {
  'boundaries/dependencies': [
    'error',
    {
      default: 'disallow',
      checkAllOrigins: true,
      checkUnknownLocals: true,
      policies: [
        ...(Object.keys(FOLDER_RULES) as FolderName[]).flatMap((type) => policiesFor(type, FOLDER_RULES[type])),
        ...policiesFor('contracts', FOLDER_RULES.shared),
        // Tools and tests reach everything; nobody reaches tests but tests.
        { from: { element: { type: 'build' } }, allow: [anyFolder, anyPackage] },
        { from: { element: { type: 'tests' } }, allow: [{ to: { element: { type: '*' } } }, anyPackage] },
      ],
    },
  ],
};
