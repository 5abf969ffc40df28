import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { goTo, OWNER, setUpCompany, signIn } from '../support/desk';
import { expect, launchApp, test } from '../support/launch-app';

/** All nine of trust.md fact 1 with `npm run torture`; in the daily run one of each kind. */
const ALL = process.env['TORTURE'] === '1';
const MERCHANTS = 60;

/** Where the engine keeps the database, in Electron and in the shell double. */
function storage(userData: string): string {
  const folders = [join(userData, 'IndexedDB'), join(userData, 'Chromium/Default/IndexedDB')];
  const found = folders.flatMap((folder) => names(folder).map((name) => join(folder, name)));
  const leveldb = found.find((path) => path.endsWith('.leveldb'));
  if (!leveldb) throw new Error('no database on the disk');
  return leveldb;
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function largest(folder: string, end: string): string {
  const paths = names(folder).flatMap((name) => (name.endsWith(end) ? [join(folder, name)] : []));
  const [first] = paths.sort((a, b) => statSync(b).size - statSync(a).size);
  if (first === undefined) throw new Error(`no ${end} in ${folder}`);
  return first;
}

function manifest(folder: string): string {
  const name = names(folder).find((one) => one.startsWith('MANIFEST'));
  if (name === undefined) throw new Error('no MANIFEST');
  return join(folder, name);
}

function flip(path: string, part: number): void {
  const bytes = readFileSync(path);
  bytes[Math.floor(bytes.length * part)]! ^= 0x10;
  writeFileSync(path, bytes);
}

const CASES: { name: string; daily?: boolean; damage: (folder: string) => void }[] = [
  { name: 'a byte of a table changed', daily: true, damage: (folder) => flip(largest(folder, '.ldb'), 0.5) },
  { name: 'a byte of the log changed', damage: (folder) => flip(largest(folder, '.log'), 0.3) },
  {
    name: 'a table cut short',
    damage: (folder) => truncateSync(largest(folder, '.ldb'), Math.floor(statSync(largest(folder, '.ldb')).size / 2)),
  },
  {
    name: 'the log cut short',
    daily: true,
    damage: (folder) => truncateSync(largest(folder, '.log'), Math.floor(statSync(largest(folder, '.log')).size / 2)),
  },
  { name: 'a table gone', damage: (folder) => rmSync(largest(folder, '.ldb')) },
  { name: 'MANIFEST damaged', damage: (folder) => flip(manifest(folder), 0.5) },
  { name: 'CURRENT gone', damage: (folder) => rmSync(join(folder, 'CURRENT')) },
  { name: 'the folder gone', daily: true, damage: (folder) => rmSync(folder, { recursive: true }) },
  {
    name: 'the folder empty',
    damage: (folder) => names(folder).forEach((name) => rmSync(join(folder, name), { force: true })),
  },
];

test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

let template = '';

test('a desk with a backup, and work saved after it', async ({}, info) => {
  template = info.outputPath('template');
  const app = await launchApp({ userData: template });
  const { page } = app;
  await page.getByRole('button', { name: '中文' }).click();
  await setUpCompany(page);
  await goTo(page, '备份与恢复');
  await page.getByRole('button', { name: '立即备份' }).click();
  await expect(page.getByText(/已备份并验证/)).toBeVisible({ timeout: 30_000 });
  await makeTables(page);
  await goTo(page, '设置');
  await page.getByRole('button', { name: /示例/ }).first().click();
  await goTo(page, '商户');
  await expect(page.getByText(`共 ${MERCHANTS} 个商户`)).toBeVisible();
  await app.close();
});

for (const { name, damage } of CASES.filter((one) => ALL || one.daily)) {
  test(`${name}: nothing that was saved is lost, and nobody is offered a fresh start`, async ({}, info) => {
    const userData = info.outputPath('desk');
    cpSync(template, userData, { recursive: true });
    damage(storage(userData));
    // The engine may notice at the second start only (fact 1).
    for (let start = 1; start <= (ALL ? 2 : 1); start++) {
      const app = await launchApp({ userData });
      await backToWork(app.page);
      await app.close();
    }
  });
}

/** So much beside our data that the engine moves what it has into tables: it keeps all of an origin in one place. */
async function makeTables(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done, failed) => {
        const request = indexedDB.open('beside');
        request.onupgradeneeded = () => request.result.createObjectStore('rows', { autoIncrement: true });
        request.onerror = failed;
        request.onsuccess = () => {
          const transaction = request.result.transaction('rows', 'readwrite', { durability: 'strict' });
          for (let i = 0; i < 900; i++)
            transaction.objectStore('rows').add(crypto.getRandomValues(new Uint8Array(24_000)));
          transaction.oncomplete = () => {
            request.result.close();
            done();
          };
          transaction.onabort = failed;
        };
      }),
  );
}

/** Whatever the engine did: either all is there, or the recovery screen brings all back in three clicks. */
async function backToWork(page: Page): Promise<void> {
  const login = page.getByRole('button', { name: '登录', exact: true });
  const recover = page.getByRole('button', { name: '恢复这份备份' });
  await expect(login.or(recover)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: '开始设置' })).toHaveCount(0);
  if (await recover.isVisible()) {
    await recover.click();
    await page.getByLabel('登录名').fill(OWNER.login);
    await page.getByLabel('密码').first().fill(OWNER.password);
    await page.getByRole('button', { name: '打开并核对' }).click();
    await page.getByRole('button', { name: '启用这份数据，开始使用' }).click({ timeout: 30_000 });
  }
  await signIn(page);
  await goTo(page, '商户');
  await expect(page.getByText(`共 ${MERCHANTS} 个商户`)).toBeVisible();
}
