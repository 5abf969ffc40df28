import type { Page } from '@playwright/test';
import { goTo, OWNER, setUpCompany, signIn } from '../support/desk';
import { expect, test } from '../support/launch-app';

test.setTimeout(120_000);

const heading = (page: Page, name: string) => page.getByRole('heading', { name });

async function backUpNow(page: Page): Promise<void> {
  await goTo(page, '备份与恢复');
  await page.getByRole('button', { name: '立即备份' }).click();
  await expect(page.getByText(/已备份并验证/)).toBeVisible({ timeout: 30_000 });
}

/** What Chromium does when it finds a damaged byte: every database of the page is gone. */
async function loseEverything(page: Page, origin: string): Promise<void> {
  await page.context().route('**/gone', (route) => route.fulfill({ contentType: 'text/html', body: 'gone' }));
  await page.goto(`${origin}/gone`);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase(name!);
        request.onsuccess = done;
        request.onerror = failed;
      });
    }
  });
}

test('data that was lost comes back in three clicks, with what was saved after the backup', async ({ openWeb }) => {
  const { page, origin } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page);
  await backUpNow(page);
  await expect(page.getByText('最近一次备份已验证')).toBeVisible();
  await goTo(page, '设置');
  await page.getByRole('button', { name: /示例/ }).first().click();
  await goTo(page, '商户');
  await expect(page.getByText('共 60 个商户')).toBeVisible();
  await goTo(page, '备份与恢复');
  await expect(page.getByText(/次写入已逐次另存在数据库之外/)).toBeVisible();
  await loseEverything(page, origin);
  await page.goto(`${origin}/?again`);
  await expect(heading(page, '找不到以前的数据')).toBeVisible();
  await expect(page.getByText(/备份之后的改动另有日志/)).toBeVisible();
  await page.getByRole('button', { name: '恢复这份备份' }).click();
  await page.getByLabel('登录名').fill(OWNER.login);
  await page.getByLabel('密码').first().fill('wrong password here');
  await page.getByRole('button', { name: '打开并核对' }).click();
  await expect(page.getByText(/与这份备份不符，文件本身完好/)).toBeVisible({ timeout: 30_000 });
  await page.getByLabel('密码').first().fill(OWNER.password);
  await page.getByRole('button', { name: '打开并核对' }).click();
  await expect(page.getByText(/已补回备份之后的 \d+ 次写入/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: '启用这份数据，开始使用' }).click();
  await signIn(page);
  await goTo(page, '商户');
  await expect(page.getByText('共 60 个商户')).toBeVisible();
  // And it is there for good.
  await page.reload();
  await signIn(page);
  await goTo(page, '商户');
  await expect(page.getByText('共 60 个商户')).toBeVisible();
});

test('a restore says what is lost, asks for proof, and can be taken back', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page);
  await backUpNow(page);
  await goTo(page, '设置');
  await page.getByRole('button', { name: /示例/ }).first().click();
  await goTo(page, '商户');
  await expect(page.getByText('共 60 个商户')).toBeVisible();
  await goTo(page, '备份与恢复');
  await page.getByRole('button', { name: '恢复…', exact: true }).last().click();
  const dialog = page.getByRole('dialog', { name: '恢复备份' });
  await dialog.getByLabel('登录名').fill(OWNER.login);
  await dialog.getByLabel('密码').first().fill(OWNER.password);
  await dialog.getByRole('button', { name: '打开并核对' }).click();
  await expect(dialog.getByText('会丢失 60 个商户')).toBeVisible({ timeout: 30_000 });
  const act = dialog.getByRole('button', { name: '用备份替换现有数据' });
  await expect(act).toBeDisabled();
  await dialog.getByLabel('恢复的原因').fill('装错了示例');
  await dialog.getByLabel('确定的话').fill('恢复');
  await act.click();
  await signIn(page);
  await goTo(page, '商户');
  await expect(page.getByText('共 60 个商户')).toHaveCount(0);
  await goTo(page, '备份与恢复');
  await page.getByRole('button', { name: '撤销恢复…' }).click();
  const undo = page.getByRole('dialog', { name: '最近的恢复可以撤销' });
  await undo.getByLabel('撤销的原因').fill('还是要');
  await undo.getByRole('button', { name: '撤销恢复' }).click();
  await signIn(page);
  await goTo(page, '商户');
  await expect(page.getByText('共 60 个商户')).toBeVisible();
});
