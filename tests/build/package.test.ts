import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { extractFile, listPackage } from '@electron/asar';
import { DebugLogger } from 'builder-util';
import { build, Platform } from 'electron-builder';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../build/alias';
import { makeStandInElectron } from '../support/stand-in-electron';

const IN_PACKAGE = [
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/assets/app.js',
  'out/renderer/index.html',
];
const NOT_IN_PACKAGE = [
  'shared/secret.ts',
  'out/bench/page.js',
  'node_modules/left/index.js',
  'tests/x.test.ts',
  '.env',
];
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const { version: electronVersion } = JSON.parse(
  readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'),
) as { version: string };

/** As the wire holds them. */
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'merchant-desk-package-'));
  for (const file of ['package.json', 'electron-builder.yml', 'build/icons']) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  for (const file of [...IN_PACKAGE, ...NOT_IN_PACKAGE]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `// ${file}`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function packageFor(platform: 'linux' | 'win32'): Promise<string> {
  const standIn = join(folder, `electron-${platform}`);
  makeStandInElectron(standIn, platform, electronVersion);
  const target = platform === 'linux' ? Platform.LINUX : Platform.WINDOWS;
  await build({
    projectDir: folder,
    targets: target.createTarget('dir'),
    publish: 'never',
    config: { extends: join(folder, 'electron-builder.yml'), electronDist: standIn, electronVersion },
  });
  return join(folder, 'dist', platform === 'linux' ? 'linux-unpacked' : 'win-unpacked');
}

test('electron-builder accepts every key of the configuration', async () => {
  const config = await getConfig(root, null, null);
  await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
  const wrong = { ...config, deleteAppData: true } as typeof config;
  await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow();
});

test('uninstalling keeps the data', async () => {
  const config = await getConfig(root, null, null);
  expect(config.nsis?.deleteAppDataOnUninstall).toBe(false);
  expect(config.productName).toBe('Merchant Desk');
});

describe.each(['linux', 'win32'] as const)('the package for %s', (platform) => {
  let packaged = '';
  const asar = (): string => join(packaged, 'resources/app.asar');

  beforeAll(async () => {
    packaged = await packageFor(platform);
  }, 120_000);

  test('holds the built program and nothing else', () => {
    const files = listPackage(asar(), { isPack: false }).map((name) =>
      name.replace(/^[\\/]/, '').replaceAll('\\', '/'),
    );
    const leaves = files.filter((name) => /\.\w+$/.test(name)).sort();
    expect(leaves).toEqual([...IN_PACKAGE, 'package.json'].sort());
    expect(existsSync(join(packaged, 'resources/app.asar.unpacked'))).toBe(false);
  });

  test('keeps only the languages of its users', () => {
    expect(readdirSync(join(packaged, 'locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak']);
  });

  test('carries the name and version but no scripts', () => {
    const inside = JSON.parse(extractFile(asar(), 'package.json').toString()) as Record<string, unknown>;
    expect(inside['version']).toBe(manifest.version);
    expect(inside['main']).toBe('out/main/index.js');
    expect(inside['scripts']).toBeUndefined();
    expect(inside['devDependencies']).toBeUndefined();
  });

  test('has its fuses set', async () => {
    const program = join(packaged, platform === 'linux' ? 'merchant-desk' : 'Merchant Desk.exe');
    const wire = await getCurrentFuseWire(program);
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      cookies: wire[FuseV1Options.EnableCookieEncryption],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
      snapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
      fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
    }).toEqual({
      runAsNode: OFF,
      cookies: ON,
      nodeOptions: OFF,
      inspect: OFF,
      integrity: ON,
      onlyAsar: ON,
      snapshot: OFF,
      fileProtocol: OFF,
    });
  });
});
