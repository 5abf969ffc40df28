import type { Page } from '@playwright/test';
import { AXE, findingsOn } from '../support/axe';
import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';

test.setTimeout(120_000);

async function enterCash(page: Page, amount: string): Promise<void> {
  await goTo(page, '交易');
  await page.getByRole('button', { name: '手工记账' }).click();
  const dialog = page.getByRole('dialog', { name: '手工记一笔' });
  await dialog.getByRole('combobox', { name: '商户名称或拼音' }).click({ force: true });
  await page.getByRole('option').first().click();
  await dialog.getByLabel('金额（元）').fill(amount);
  await dialog.getByRole('button', { name: '记下', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function shoot(page: Page, name: string): Promise<void> {
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` });
}

test('a rule is set, each way tried, and the bell leads to the receipt it tells of', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  await setUpCompany(page, { sample: true });

  await page.getByRole('button', { name: '收款提醒' }).click();
  await expect(page.getByText('还没有提醒')).toBeVisible();
  await page.getByRole('button', { name: '提醒规则' }).click();
  await expect(page.getByText('还没有规则')).toBeVisible();

  await test.step('each way is tried; what the browser refuses is said', async () => {
    await page.getByRole('button', { name: '测试：程序内提示' }).click();
    await expect(page.locator('.el-notification')).toContainText('这是一条测试提醒');
    await page.getByRole('button', { name: '测试：提示音' }).click();
    await expect(page.getByText(/已播放。|播放不了声音/)).toBeVisible();
    await page.getByRole('button', { name: '测试：系统通知' }).click();
    await expect(page.getByText(/被拒绝：|还没有允许：|已交给操作系统显示/)).toBeVisible();
  });

  await test.step('a rule from 1,000 yuan on is stored', async () => {
    await page.getByRole('button', { name: '添加规则' }).click();
    const amount = page.getByLabel('金额（元）');
    await amount.fill('0');
    await expect(page.getByText('请填大于 0 的金额，最多两位小数')).toBeVisible();
    await expect(page.getByRole('button', { name: '保存', exact: true })).toBeDisabled();
    await amount.fill('1,000.00');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText('提醒规则已保存')).toBeVisible();
    await expect(page.getByText('有未保存的修改')).toHaveCount(0);
    await page.evaluate(AXE);
    expect(await findingsOn(page, 'reminders')).toEqual([]);
    await shoot(page, 'reminders');
  });

  await test.step('one fen less says nothing, the very amount does, once', async () => {
    await enterCash(page, '999.99');
    await expect(page.getByRole('button', { name: '收款提醒', exact: true })).toBeVisible();
    await enterCash(page, '1,000.00');
    await expect(page.locator('.el-notification').filter({ hasText: '收款 ¥1,000.00，达到 ¥1,000.00' })).toBeVisible();
    const bell = page.getByRole('button', { name: '收款提醒，1 条未读' });
    await bell.click();
    await expect(page.getByRole('region', { name: '收款提醒' })).toBeVisible();
    await shoot(page, 'bell');
    await page.evaluate(AXE);
    // Switching the language closes it.
    // Changing the language closes the bell, and what fades out has no contrast to judge.
    expect((await findingsOn(page, 'bell')).filter((finding) => finding.includes('zh-CN'))).toEqual([]);
    await bell.click();
  });

  await test.step('it leads to that receipt alone, and is read then', async () => {
    await page
      .getByRole('region', { name: '收款提醒' })
      .getByRole('button', { name: /查看交易/ })
      .click();
    await expect(page.locator('.txn-footer')).toContainText('支付笔数 1');
    await expect(page.locator('.txn-footer')).toContainText('应结 ¥1,000.00');
    await expect(page.getByText('只看这一次导入或记账')).toBeVisible();
    await expect(page.getByRole('button', { name: '收款提醒', exact: true })).toBeVisible();
  });
});
