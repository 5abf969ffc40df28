import type { Page } from '@playwright/test';
import { goTo, setUpCompany, signIn, signOut } from '../support/desk';
import { expect, test } from '../support/launch-app';

test.setTimeout(180_000);

const DAY = 86_400_000;

/** The core lives in a worker, which no clock of the page reaches: its program is given another one on the way. */
async function setBackTheCore(page: Page, ms: number): Promise<void> {
  await page.route(/core\.worker-.*\.js$/, async (route) => {
    const answer = await route.fetch();
    const clock = `{ const now = Date.now.bind(Date); Date.now = () => now() - ${String(ms)}; }\n`;
    await route.fulfill({ response: answer, body: clock + (await answer.text()) });
  });
}

test('old entries leave for a file, are proved from it, and are found in it again', async ({ openWeb }, info) => {
  const past = await openWeb({ locale: 'zh-CN', port: 48_731 });
  await setBackTheCore(past.page, 100 * DAY);
  await past.page.reload();
  await setUpCompany(past.page, { sample: true });
  await signOut(past.page);
  await past.close();

  const { page } = await openWeb({ locale: 'zh-CN', port: 48_731 });
  page.setDefaultTimeout(15_000);
  const file = info.outputPath('archive.bin');

  await test.step('written, and read back before anything leaves', async () => {
    await signIn(page);
    await goTo(page, '审计日志');
    await expect(page.getByRole('row', { name: /首次设置/ })).toBeVisible();
    await page.getByRole('button', { name: '归档', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '归档较早的日志' });
    await dialog.locator('.el-radio', { hasText: '上月以前' }).click();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '生成并保存' }).click();
    const proof = page.getByRole('dialog', { name: '请再次确认身份' });
    await expect(proof.or(dialog.getByRole('button', { name: '选择刚保存的文件' }))).toBeVisible();
    await (await download).saveAs(file);
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: '选择刚保存的文件' }).click();
    await (await chooser).setFiles(file);
    await expect(dialog.getByText(/条以前的日志已归档到/)).toBeVisible();
    await dialog.getByRole('button', { name: '关闭' }).last().click();
    await expect(page.getByRole('row', { name: /首次设置/ })).toHaveCount(0);
  });

  await test.step('what is left is still whole', async () => {
    await page.getByRole('button', { name: '校验完整性' }).click();
    await expect(page.getByText(/另有较早的 \d+ 条已归档/)).toBeVisible();
  });

  await test.step('opened again, the entries are there', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '打开归档' }).click();
    await (await chooser).setFiles(file);
    const viewer = page.getByRole('dialog', { name: /^归档文件：/ });
    await expect(viewer.getByRole('row', { name: /首次设置/ })).toBeVisible();
    await viewer.getByRole('button', { name: '关闭' }).last().click();
  });
});
