import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';
import { AXE, findingsOn } from '../support/axe';
import { wechatBill, wechatDay, wechatTotals, yuan } from '../support/factories/bills';

test.setTimeout(180_000);

const shown = (fen: number): string =>
  `${fen < 0 ? '-' : ''}¥${yuan(Math.abs(fen)).replace(/\B(?=(\d{3})+(?=\.))/g, ',')}`;
const RENT = 20_000;

test('a month is kept: expenses, budget, drilling, closing, taking away', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  const shot = async (name: string): Promise<void> => {
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/profit-${name}.png` });
  };
  await setUpCompany(page);
  const june = wechatDay(40, '2025-06-16', { refunds: 3 });
  const totals = wechatTotals(june);
  await goTo(page, '账单导入');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件', exact: true }).click();
  const buffer = Buffer.from(wechatBill(june));
  await (await chooser).setFiles([{ name: 'june.csv', mimeType: 'text/csv', buffer }]);
  await page.getByRole('button', { name: /^导入 1 份账单/ }).click();
  await expect(page.getByText(/已导入 1 份账单/)).toBeVisible();

  await goTo(page, '损益');
  const toYear = () => page.evaluate(() => void (location.hash = '#/profit?year=2025'));
  await toYear();
  const table = page.getByRole('region', { name: '损益表' });
  const row = (name: string) => table.getByRole('row', { name: new RegExp(`^${name} `) });
  await expect(row('净收入')).toContainText(shown(totals['netFen']!));

  await page.getByRole('button', { name: '记费用' }).first().click();
  const entry = page.getByRole('dialog', { name: '记费用' });
  await entry.getByRole('combobox', { name: '日期' }).fill('2025-06-05');
  await entry.getByRole('combobox', { name: '日期' }).press('Enter');
  await entry.getByRole('combobox', { name: '类别' }).fill('房租');
  await page.getByRole('option', { name: '房租' }).click();
  await entry.getByLabel('金额（元）').fill('200');
  await expect(entry.getByText('贰佰元整')).toBeVisible();
  await shot('entry');
  await page.evaluate(AXE);
  /** A message on its way out has the contrast of nothing. */
  const findings = async (view: string): Promise<string[]> => {
    await expect(page.locator('.el-message')).toHaveCount(0);
    return findingsOn(page, view);
  };
  expect(await findings('expense')).toEqual([]);
  await entry.getByLabel('金额（元）').press('Enter');
  // Typed at once, be the first one stored yet or not.
  await entry.getByLabel('金额（元）').fill('66');
  await expect(page.getByText('已记下 ¥200.00')).toBeVisible();
  await entry.getByRole('button', { name: '保存' }).click();
  await expect(entry).toBeHidden();
  await expect(row('房租')).toContainText('¥266.00');

  await row('房租')
    .getByRole('button', { name: /2025-06/ })
    .click();
  const drawer = page.getByRole('dialog', { name: '2025-06 费用' });
  await drawer.getByRole('button', { name: /^作废 .*¥66\.00/ }).click();
  const ask = page.getByRole('dialog', { name: '作废这笔费用？' });
  await ask.getByLabel('作废原因').fill('重复入账');
  await ask.getByRole('button', { name: '作废' }).click();
  await expect(drawer).toContainText('合计 ¥200.00');
  await expect(drawer).toContainText('重复入账');
  await shot('drawer');
  expect(await findings('expenses')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(row('利润')).toContainText(shown(totals['netFen']! - RENT));

  await page.getByRole('button', { name: '编预算' }).click();
  const plan = page.getByRole('dialog', { name: '2025 年预算' });
  await plan.getByLabel('2025-06 收入').fill('1,000,000');
  await plan.getByRole('combobox', { name: '科目' }).fill('房租');
  await page.getByRole('option', { name: '房租' }).click();
  await plan.getByLabel('每月金额').fill('150');
  await plan.getByRole('button', { name: '填入各月' }).click();
  await expect(plan.getByRole('status')).toContainText('¥1,800.00');
  await shot('budget');
  expect(await findings('budget')).toEqual([]);
  await plan.getByRole('button', { name: '保存' }).click();
  await expect(plan).toBeHidden();
  await expect(row('房租')).toContainText('超支 +¥50.00');
  await expect(row('收入')).toContainText('未达');
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await shot(`page-${width}`);
  }
  expect(await findings('profit')).toEqual([]);

  await table.getByRole('button', { name: /^收入 2025-06/ }).click();
  await expect(page.locator('.txn-footer')).toContainText(`应结 ${shown(totals['settleFen']!)}`);
  await page.goBack();

  await table.getByRole('button', { name: '2025-06 关账' }).click();
  const closing = page.getByRole('dialog', { name: '2025-06 关账？' });
  await closing.getByRole('button', { name: '月末关账' }).click();
  await closing.getByRole('button', { name: '关账', exact: true }).click();
  await expect(table.getByRole('button', { name: '2025-06 反关账' })).toBeVisible();
  await row('房租')
    .getByRole('button', { name: /2025-06/ })
    .click();
  await expect(drawer).toContainText('已关账，不能改动');
  await page.keyboard.press('Escape');
  await shot('closed');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 Excel' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('损益表-2025-01至2025-12.xlsx');
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await readFile(await file.path())).buffer);
  const statement = book.getWorksheet('损益表')!;
  const cells = statement.getRows(1, 30)!.map((one) => (one.values as unknown[]).slice(1));
  const header = cells.find((one) => one[0] === '月份')!;
  const of = cells.find((one) => one[0] === '2025-06')!;
  expect(of[header.indexOf('利润')]).toBe((totals['netFen']! - RENT) / 100);
  expect(of[header.indexOf('费用·房租')]).toBe(200);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['损益表', '预算', '费用明细']);

  await table.getByRole('button', { name: '2025-06 反关账' }).click();
  const reopening = page.getByRole('dialog', { name: '2025-06 反关账？' });
  await reopening.getByLabel('原因').fill('补记电费');
  await reopening.getByRole('button', { name: '反关账', exact: true }).click();
  await expect(table.getByRole('button', { name: '2025-06 关账' })).toBeVisible();

  await page.getByRole('button', { name: '导入表格' }).click();
  const sheet = page.getByRole('dialog', { name: '从表格导入费用' });
  const csv = page.waitForEvent('filechooser');
  await sheet.getByRole('button', { name: '选择文件' }).press('Enter');
  const lines =
    '日期,费用类别,金额,备注\n2025-06-07,水电,12.5,六月\n2025-06-07,水电,12.5,六月\n2999-01-01,水电,很多,\n';
  await (await csv).setFiles({ name: '费用.csv', mimeType: 'text/csv', buffer: Buffer.from(lines) });
  await expect(sheet.getByText('可导入 1 笔，合计 ¥12.50')).toBeVisible();
  await expect(sheet.getByText('1 行有误，不会导入')).toBeVisible();
  await expect(sheet.getByRole('combobox', { name: '金额' })).toHaveAttribute('aria-required', 'true');
  expect(await findings('expense-table')).toEqual([]);
  await sheet.getByRole('button', { name: '导入 1 笔' }).click();
  await expect(row('水电网络')).toContainText('¥12.50');
  await page.getByRole('button', { name: '导入表格' }).click();
  await sheet.getByRole('button', { name: '撤销导入 费用.csv' }).click();
  const taking = page.getByRole('dialog', { name: '撤销这次导入？' });
  await taking.getByLabel('撤销原因').fill('导错了表');
  await taking.getByRole('button', { name: '撤销导入' }).click();
  await expect(sheet.getByText('已撤销', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.emulateMedia({ media: 'print' });
  if (process.env['SHOTS']) await page.pdf({ path: `${process.env['SHOTS']}/profit.pdf`, preferCSSPageSize: true });
});
