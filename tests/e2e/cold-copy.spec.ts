import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { goTo, setUpCompany, signIn } from '../support/desk';
import { expect, launchApp, test } from '../support/launch-app';

test.setTimeout(120_000);

test('with database, backups and journal gone, the last session comes back from the cold copy in one click', async ({}, info) => {
  const userData = info.outputPath('desk');
  // The shell double keeps its Chromium's profile one folder deeper than Electron does.
  const profile = join(userData, 'Chromium', 'Default', 'IndexedDB');
  let app = await launchApp({ userData });
  if (app.kind === 'double') {
    mkdirSync(profile, { recursive: true });
    symlinkSync(profile, join(userData, 'IndexedDB'));
  }
  await app.page.getByRole('button', { name: '中文' }).click();
  await setUpCompany(app.page, { sample: true });
  await goTo(app.page, '商户');
  await expect(app.page.getByText('共 60 个商户')).toBeVisible();
  await app.close();

  app = await launchApp({ userData });
  await expect(app.page.getByLabel('登录名')).toBeVisible({ timeout: 30_000 });
  await app.close();
  const copy = join(userData, 'snapshots', 'cold-1');
  expect(readdirSync(join(copy, 'IndexedDB')).some((name) => name.endsWith('.leveldb'))).toBe(true);
  expect(JSON.parse(readFileSync(join(copy, 'copy.json'), 'utf8'))).toMatchObject({ merchants: 60 });

  const data = app.kind === 'double' ? profile : join(userData, 'IndexedDB');
  for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true });
  for (const name of ['backups', 'journal']) rmSync(join(userData, name), { recursive: true, force: true });
  app = await launchApp({ userData });
  const act = app.page.getByRole('button', { name: '放回这份副本并重新打开' });
  await expect(act).toBeVisible({ timeout: 30_000 });
  await expect(app.page.getByText(/60 个商户/).first()).toBeVisible();
  const { exited } = app;
  await act.click();
  await exited;
  await app.close();

  app = await launchApp({ userData });
  await signIn(app.page);
  await goTo(app.page, '商户');
  await expect(app.page.getByText('共 60 个商户')).toBeVisible();
  await app.close();
  expect(existsSync(join(userData, 'snapshots', 'damaged'))).toBe(true);
});
