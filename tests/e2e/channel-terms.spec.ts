import type { Page } from '@playwright/test';
import { AXE, findingsOn } from '../support/axe';
import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';
import { wechatBill, wechatDay } from '../support/factories/bills';

test.setTimeout(150_000);

async function importBill(page: Page, name: string, text: string): Promise<void> {
  await goTo(page, '账单导入');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件', exact: true }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: /^导入 1 份账单/ }).click();
  await expect(page.getByText(/已导入 1 份账单：/)).toBeVisible();
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (!folder) return;
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const dark of [false, true]) {
      await page.evaluate((on) => document.documentElement.classList.toggle('dark', on), dark);
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${folder}/${name}-${width}-${dark ? 'dark' : 'light'}.png` });
    }
  }
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.evaluate(() => document.documentElement.classList.remove('dark'));
}

test('a rate is noted, fees are compared with it, and what differs is opened', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  await setUpCompany(page);
  await importBill(page, 'first.csv', wechatBill(wechatDay(3, '2025-06-15')));

  await goTo(page, '收款渠道');
  await expect(page.getByText('2025-06 没有可核对的手续费')).toBeVisible();
  await page.getByRole('button', { name: '费率与合同' }).click();
  const drawer = page.getByRole('dialog', { name: '1900012345 的费率与合同' });

  await test.step('a contract that ends soon, and two plans that follow one another', async () => {
    const soon = new Date(Date.now() + 8 * 3_600_000 + 10 * 86_400_000).toISOString().slice(0, 10);
    await drawer.getByLabel('合同到期').fill(soon);
    await drawer.getByLabel('合同到期').press('Enter');
    await drawer.getByRole('button', { name: '保存合同' }).click();
    await expect(page.getByText('合同已保存')).toBeVisible();
    for (const [rate, from] of [
      ['0.6%', '2025-06-16'],
      ['3.8‰', '2025-06-17'],
    ] as const) {
      await drawer.getByLabel('费率').last().fill(rate);
      await drawer.getByLabel('起用日').fill(from);
      await drawer.getByLabel('起用日').press('Enter');
      await drawer.getByRole('button', { name: '登记费率' }).click();
      await expect(drawer.getByText(`起用日 ${from}`)).toBeVisible();
    }
    await expect(drawer.getByText('现行')).toHaveCount(1);
    await page.evaluate(AXE);
    expect(await findingsOn(page, 'terms')).toEqual([]);
    await shoot(page, 'terms');
    await page.keyboard.press('Escape');
    await expect(page.getByText('（即将到期）')).toBeVisible();
    await expect(page.getByRole('gridcell', { name: '0.38%' })).toBeVisible();
  });

  await test.step('the fees of what comes in then are compared day by day', async () => {
    await importBill(page, 'second.csv', wechatBill([...wechatDay(20, '2025-06-16'), ...wechatDay(10, '2025-06-17')]));
    await goTo(page, '收款渠道');
    await expect(page.getByText('（10 笔不符）')).toBeVisible();
    await page.evaluate(AXE);
    expect(await findingsOn(page, 'channels')).toEqual([]);
    await shoot(page, 'channels');
    await page.getByRole('link', { name: /10 笔/ }).click();
    await expect(page.locator('.txn-footer')).toContainText('支付笔数 10');
    await expect(page.getByText('手续费与约定不符')).toBeVisible();
  });
});
