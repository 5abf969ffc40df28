import type { Page } from '@playwright/test';
import { AXE, findingsOn } from '../support/axe';
import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';
import { wechatBill, wechatDay } from '../support/factories/bills';

test.setTimeout(120_000);

async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(AXE);
  expect(await findingsOn(page, name)).toEqual([]);
}

test('a number nobody knows becomes a merchant, and the month becomes vouchers that balance', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  await setUpCompany(page);
  await goTo(page, '账单导入');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件', exact: true }).click();
  const bill = wechatBill(wechatDay(20, '2025-06-16', { refunds: 2 }));
  await (await chooser).setFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(bill) });
  await page.getByRole('button', { name: /^导入 1 份账单/ }).click();
  await expect(page.getByText(/已导入 1 份账单：/)).toBeVisible();

  await goTo(page, '收款渠道');
  await page.getByRole('combobox', { name: '为 1900012345 选择商户' }).click({ force: true });
  await page.getByRole('button', { name: '新建商户…' }).click();
  const dialog = page.getByRole('dialog', { name: '用 1900012345 新建商户' });
  await dialog.getByLabel('商户名称').fill('青禾奶茶店');
  await look(page, 'new-merchant');
  await dialog.getByRole('button', { name: '新建并关联' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('grid').getByText('青禾奶茶店')).toBeVisible();

  await goTo(page, '损益');
  await page.getByRole('button', { name: '凭证', exact: true }).click();
  const vouchers = page.getByRole('dialog', { name: '2025-06 记账凭证' });
  await expect(vouchers.getByText('6001 主营业务收入').first()).toBeVisible();
  const [debit, credit] = await vouchers.locator('tfoot td').allInnerTexts();
  expect(debit).toMatch(/^¥[\d,]+\.\d\d$/);
  expect(credit).toBe(debit);
  await look(page, 'vouchers');
  await vouchers.getByRole('tab', { name: '科目设置' }).click();
  await vouchers.getByLabel('渠道手续费的科目编码').fill('660302');
  await look(page, 'voucher-accounts');
  await vouchers.getByRole('button', { name: '保存科目' }).click();
  await expect(page.getByText('科目已保存')).toBeVisible();
  await vouchers.getByRole('tab', { name: '凭证' }).click();
  await expect(vouchers.getByText('660302 财务费用-手续费')).toBeVisible();
});
