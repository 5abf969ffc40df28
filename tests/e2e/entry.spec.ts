import { AXE, findingsOn } from '../support/axe';
import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';

test.setTimeout(120_000);

test('cash is entered by keyboard, counted, found, and cancelled by an entry of its own', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  await setUpCompany(page, { sample: true });
  await goTo(page, '交易');
  await page.getByRole('button', { name: '手工记账' }).click();
  const dialog = page.getByRole('dialog', { name: '手工记一笔' });
  await dialog.getByRole('combobox', { name: '商户名称或拼音' }).click({ force: true });
  await page.getByRole('option').first().click();
  const amount = dialog.getByLabel('金额（元）');
  await amount.fill('1,234.05');
  await expect(dialog.getByText('壹仟贰佰叁拾肆元零伍分')).toBeVisible();
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/entry-dialog.png` });
  await page.evaluate(AXE);
  expect(await findingsOn(page, 'entry')).toEqual([]);
  await amount.press('Enter');
  await expect(amount).toHaveValue('');
  await expect(amount).toBeFocused();
  await amount.fill('65.95');
  await dialog.getByRole('button', { name: '记下', exact: true }).click();
  await expect(dialog).toBeHidden();

  const footer = page.locator('.txn-footer');
  await expect(footer).toContainText('支付笔数 2');
  await expect(footer).toContainText('应结 ¥1,300.00');
  await page.getByRole('grid').getByText('65.95').first().dblclick();
  const drawer = page.getByRole('dialog', { name: '交易详情' });
  await expect(drawer).toContainText('手工记账');
  await drawer.getByRole('button', { name: '冲正', exact: true }).click();
  const ask = page.getByRole('dialog', { name: '冲正这一笔？' });
  await ask.getByLabel('冲正原因').fill('金额记错');
  await ask.getByRole('button', { name: '冲正' }).click();
  await expect(drawer).toContainText('已冲正');
  await expect(drawer.getByRole('button', { name: '冲正', exact: true })).toHaveCount(0);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/entry-drawer.png` });
  await expect(footer).toContainText('净额 ¥1,234.05');
});
