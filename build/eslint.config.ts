import { resolve } from 'node:path';
import boundaries from 'eslint-plugin-boundaries';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import { root } from './alias';
import { bans, CHINESE_ALLOWED } from './lint/bans';
import { boundaryRules, boundarySettings } from './lint/boundaries';

const typed = { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.vue'] };
const SOURCES = ['**/*.ts', '**/*.vue'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      'out/**',
      'dist/**',
      'coverage/**',
      'test-results/**',
      '**/*.d.ts',
      '**/*.cjs',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: SOURCES })),
  ...vue.configs['flat/recommended'].map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: typed },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser, ...typed } },
  },
  {
    files: SOURCES,
    plugins: { boundaries },
    settings: boundarySettings,
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...boundaryRules,
      ...bans.everywhere,
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/ban-ts-comment': 'error',
      // An interface that answers with promises is answered so even where nothing needs waiting for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      // Prettier lays templates out.
      'vue/max-attributes-per-line': 'off',
      'vue/html-self-closing': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
    },
  },
  { files: CHINESE_ALLOWED, ignores: ['**/*.mjs', '**/*.cjs'], rules: bans.chineseAllowed },
  { files: ['renderer/core/commands/**/*.ts'], rules: bans.commands },
  { files: ['electron/**/*.ts'], ignores: ['**/*-texts.ts'], rules: bans.electron },
  {
    files: ['build/**/*.ts', 'tests/**/*.ts'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-empty-object-type': 'off', 'no-empty-pattern': 'off' },
  },
  {
    files: ['tests/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off', 'no-new-func': 'off' },
  },
  { basePath: resolve(root) },
);
