import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';

test('shots', async ({ openWeb }) => {
  test.setTimeout(240_000);
  const { page } = await openWeb({ locale: 'zh-CN' });
  await setUpCompany(page, { sample: true });
  await goTo(page, '商户');
  await page.waitForTimeout(800);
  await goTo(page, '审计日志');
  const sizes = [
    [1366, 768],
    [1920, 1080],
  ] as const;
  await page.waitForTimeout(800);
  await page.getByRole('button', { name: '校验完整性' }).click();
  await page.waitForTimeout(1500);
  const shot = async (name: string) => {
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `/tmp/audit-shots/${name}-${width}.png` });
    }
  };
  await shot('audit-zh');
  await page.locator('.el-table__expand-icon').nth(1).click();
  await shot('audit-open-zh');
  for (const log of ['登录日志', '导出日志', '权限变更', '错误日志']) {
    await page.getByText(log, { exact: true }).first().click();
    await page.waitForTimeout(400);
    await shot(`log-${log}`);
  }
  await page.evaluate(() => document.documentElement.classList.add('dark'));
  await page.getByText('全部', { exact: true }).first().click();
  await page.waitForTimeout(400);
  await shot('audit-dark');
  await expect(page.locator('body')).toBeVisible();
});
