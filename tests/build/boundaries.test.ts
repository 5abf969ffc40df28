import { ESLint } from 'eslint';
import { resolve } from 'node:path';
import tseslint from 'typescript-eslint';
import boundaries from 'eslint-plugin-boundaries';
import { describe, expect, test } from 'vitest';
import { root } from '../../build/alias';
import { bans } from '../../build/lint/bans';
import { boundaryRules, boundarySettings } from '../../build/lint/boundaries';

const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  baseConfig: [
    {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser },
      plugins: { boundaries },
      settings: boundarySettings,
      rules: { ...boundaryRules, ...bans.everywhere },
    },
    { files: ['renderer/core/commands/**/*.ts'], rules: bans.commands },
    { files: ['electron/**/*.ts'], rules: bans.electron },
  ],
});

async function complaints(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: resolve(root, file) });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

/** Every import names a file that exists: what cannot be resolved proves nothing. */
const FORBIDDEN: [string, string][] = [
  ['renderer/ui/x.ts', "import { getBridge } from '@renderer/platform/bridge';\ngetBridge();"],
  ['renderer/features/merchants/x.ts', "import { start } from '@renderer/core/start';\nstart();"],
  ['renderer/features/merchants/x.ts', "import { db } from '@renderer/data/db';\ndb;"],
  ['renderer/features/merchants/x.ts', "import Dexie from 'dexie';\nDexie;"],
  ['renderer/core/x.ts', "import Dexie from 'dexie';\nDexie;"],
  ['renderer/core/x.ts', "import { ref } from 'vue';\nref;"],
  ['renderer/core/x.ts', "import ExcelJS from 'exceljs';\nExcelJS;"],
  ['renderer/features/imports/x.ts', "import Papa from 'papaparse';\nPapa;"],
  ['renderer/data/x.ts', "import { getBridge } from '../platform/bridge';\ngetBridge;"],
  ['renderer/platform/x.ts', "import { start } from '@renderer/core/start';\nstart;"],
  ['shared/rules/x.ts', "import { readFile } from 'node:fs/promises';\nreadFile;"],
  ['shared/rules/x.ts', "import { start } from '@renderer/core/start';\nstart;"],
  ['electron/main/x.ts', "import { getBridge } from '@renderer/platform/bridge';\ngetBridge;"],
  ['electron/preload/x.ts', "import { ERROR_CODES } from '@shared/kernel/errors';\nERROR_CODES;"],
  ['electron/preload/x.ts', "import { readFileSync } from 'node:fs';\nreadFileSync;"],
  ['build/tools/x.ts', "import { launchApp } from '../../tests/support/launch-app';\nlaunchApp;"],
];

const ALLOWED: [string, string][] = [
  ['renderer/features/merchants/x.ts', "import { ok } from '@shared/kernel/result';\nok;"],
  ['renderer/platform/x.ts', "import type { CoreOptions } from '@renderer/core/start';\nexport type X = CoreOptions;"],
  ['renderer/data/x.ts', "import Dexie from 'dexie';\nDexie;"],
  ['renderer/core/x.ts', "import { db } from '@renderer/data/db';\ndb;"],
  ['renderer/workers/sheet/x.ts', "import Papa from 'papaparse';\nPapa;"],
  ['renderer/App.vue.ts', "import { toast } from './app/toast';\ntoast;"],
  ['renderer/main.ts', "import { getBridge } from '@renderer/platform/bridge';\ngetBridge;"],
  ['electron/main/x.ts', "import { app } from 'electron';\nimport { join } from 'node:path';\napp; join;"],
  ['electron/preload/x.ts', "import { BRIDGE_CHANNELS } from '@shared/contracts/bridge';\nBRIDGE_CHANNELS;"],
  ['shared/rules/x.ts', "import { z } from 'zod';\nz;"],
  ['tests/core/x.test.ts', "import Dexie from 'dexie';\nDexie;"],
];

describe('the table of folders', () => {
  test.each(FORBIDDEN)('%s may not: %s', async (file, code) => {
    expect(await complaints(file, code)).toContain('boundaries/dependencies');
  });
  test.each(ALLOWED)('%s may: %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
  test('one feature may not import another', async () => {
    const code = "import { route } from '../imports/route';\nroute;";
    expect(await complaints('renderer/features/merchants/x.ts', code)).toContain('boundaries/dependencies');
  });
});

const BANNED: [string, string][] = [
  ['renderer/ui/x.ts', 'element.innerHTML = text;'],
  ['renderer/ui/x.ts', 'show({ dangerouslyUseHTMLString: true });'],
  ['renderer/ui/x.ts', "const label = '商户';"],
  ['renderer/ui/x.ts', 'const label = `共 ${count} 条`;'],
  ['renderer/data/x.ts', 'Dexie.waitFor(hash());'],
  ['renderer/data/x.ts', "db.transaction('rw', t, async () => { await crypto.subtle.digest('SHA-256', b); });"],
  ['renderer/data/x.ts', "db.transaction('rw', t, async () => { await fetch(url); });"],
  ['renderer/core/commands/x.ts', 'define({ async run(uow) { try { await uow.put(row); } catch { return; } } });'],
  ['renderer/core/commands/x.ts', 'define({ run: (uow) => uow.table(name).add(row).catch(ignore) });'],
  ['renderer/core/commands/x.ts', 'define({ async run(uow, i, p, ctx) { await ctx.vault.seal(aad, text); } });'],
  ['renderer/core/commands/x.ts', 'define({ async run(uow, i, p, ctx) { await ctx.db.table(name).put(row); } });'],
  ['electron/main/x.ts', 'open({ webPreferences: { sandbox: false } });'],
  ['electron/main/x.ts', 'open({ webPreferences: { webSecurity: false } });'],
  ['electron/main/x.ts', 'open({ webPreferences: { nodeIntegration: true } });'],
  ['electron/main/x.ts', "window.loadFile('index.html');"],
  ['electron/main/x.ts', 'shell.openExternal(event.url);'],
  ['electron/preload/x.ts', "contextBridge.exposeInMainWorld('ipc', ipcRenderer);"],
];

test.each(BANNED)('%s: %s is refused', async (file, code) => {
  expect(await complaints(file, code)).toContain('no-restricted-syntax');
});

test('ordinary code is not refused', async () => {
  const code =
    "db.transaction('rw', t, async () => { await t.put(row); });\nopen({ sandbox: true });\nshell.openExternal(address);";
  expect(await complaints('electron/main/x.ts', code)).toEqual([]);
  const command =
    'define({ async prepare(ctx) { return ctx.vault.seal(aad, text); }, async run(uow) { await uow.table(name).put(row); } });';
  expect(await complaints('renderer/core/commands/x.ts', command)).toEqual([]);
});
