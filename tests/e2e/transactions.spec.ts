import { readFileSync } from 'node:fs';
import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';
import { wechatBill, wechatDay } from '../support/factories/bills';
import { alipayBill, alipayDay } from '../support/factories/alipay-bills';

test.setTimeout(120_000);

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('transactions are narrowed down, added up, found by any number, and looked into', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await setUpCompany(page);
  const days = [...wechatDay(260, '2025-06-16', { refunds: 3 }), ...wechatDay(40, '2025-06-17')];

  await test.step('without bills the page says what to do', async () => {
    await goTo(page, '交易');
    await expect(page.getByText('还没有交易')).toBeVisible();
    await page.getByRole('button', { name: '去导入账单' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择文件', exact: true }).click();
    await (
      await chooser
    ).setFiles([file('wechat.csv', wechatBill(days)), file('alipay.csv', alipayBill(alipayDay(12, 2)))]);
    await page.getByRole('button', { name: '导入 2 份账单（317 笔）' }).click();
    await expect(page.getByText(/已导入 2 份账单/)).toBeVisible();
  });

  const footer = page.locator('.txn-footer');
  await test.step('the days with data are one click away', async () => {
    await goTo(page, '交易');
    await page.getByRole('button', { name: '看有数据的最近一月（至 2025-06-17）' }).click();
    await expect(footer).toContainText('共 317 笔');
    await expect(footer).toContainText('支付笔数 312');
  });

  await test.step('a filter narrows list and sums', async () => {
    await page.getByRole('combobox', { name: '类型' }).click({ force: true });
    await page.getByRole('option', { name: '退款' }).click();
    await page.keyboard.press('Escape');
    await expect(footer).toContainText('共 5 笔');
    await expect(page.getByRole('grid').getByRole('row')).toHaveCount(6);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await expect(footer).toContainText('共 317 笔');
  });

  await test.step('it is sorted by time both ways and by an amount, with the keyboard, and the view keeps it', async () => {
    const grid = page.getByRole('grid');
    const head = (name: string) => grid.getByRole('columnheader', { name: new RegExp(`^${name}`) });
    const press = (name: string) => head(name).getByRole('button').press('Enter');
    const cell = (nth: number) => grid.getByRole('row').nth(1).getByRole('gridcell').nth(nth);
    await expect(cell(0)).toContainText('2025-06-17');
    await press('交易时间');
    await expect(head('交易时间')).toHaveAttribute('aria-sort', 'ascending');
    await expect(cell(0)).toContainText('2025-06-16');
    await press('应结金额');
    await press('应结金额');
    await expect(head('应结金额')).toHaveAttribute('aria-sort', 'descending');
    await expect(page).toHaveURL(/sort=-settleFen/);
    const amounts = async () =>
      Promise.all([1, 2, 3].map((row) => grid.getByRole('row').nth(row).getByRole('gridcell').nth(4).innerText()));
    const dear = Math.max(...days.map(({ settleFen }) => settleFen));
    await expect(cell(4)).toHaveText((dear / 100).toLocaleString('en', { minimumFractionDigits: 2 }));
    const shown = await amounts();
    await page.getByRole('button', { name: '视图', exact: true }).click();
    await page.getByRole('button', { name: '保存当前视图' }).click();
    const keeping = page.getByRole('dialog', { name: '保存当前视图' });
    await keeping.getByLabel('名称').fill('从大到小');
    await keeping.getByLabel('名称').press('Enter');
    await expect(keeping).toBeHidden();
    await press('应结金额');
    await expect(head('交易时间')).toHaveAttribute('aria-sort', 'descending');
    await page.getByRole('button', { name: '视图', exact: true }).click();
    await page.getByRole('button', { name: /^从大到小/ }).click();
    await expect(head('应结金额')).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(amounts).toEqual(shown);
    await press('应结金额');
    await expect(cell(0)).toContainText('2025-06-17');
  });

  await test.step('a pasted number finds payment and refund, and each leads to the other', async () => {
    await page.getByLabel('按单号查找').fill(` \`${days[0]!.txnNo}\t`);
    await page.getByLabel('按单号查找').press('Enter');
    const several = page.getByRole('dialog', { name: '这个单号有 2 笔' });
    await several.getByRole('button').filter({ hasText: '支付' }).click();
    const drawer = page.getByRole('dialog', { name: '交易详情' });
    await expect(drawer).toContainText('已全额退款');
    await expect(drawer).toContainText('wechat.csv');
    await expect(drawer).not.toContainText(`oTEST${days[0]!.orderNo}`);
    await drawer.getByRole('button', { name: '显示' }).click();
    await expect(drawer).toContainText(`oTEST${days[0]!.orderNo}`);
    await drawer.getByRole('button').filter({ hasText: /^退款/ }).click();
    await expect(drawer.locator('.txn-drawer__head')).toContainText('退款');
    await drawer.getByRole('button', { name: /关闭|close/i }).click();
  });

  await test.step('what is looked for stands in no address, and the export is on record', async () => {
    await page.getByLabel('单号、门店、商品含有').fill('13800000000');
    await expect(footer).toContainText('共 0 笔');
    expect(page.url()).not.toContain('13800000000');
    await page.getByRole('button', { name: '清除筛选' }).last().click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Excel 工作簿' }).click();
    await download;
    await expect(page.getByText(/已导出 317 笔/)).toBeVisible();
    const plain = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.getByRole('menuitem', { name: /^JSON/ }).click();
    const file = await plain;
    expect(file.suggestedFilename()).toBe('交易明细.json');
    const { rows } = JSON.parse(readFileSync(await file.path(), 'utf8')) as { rows: unknown[] };
    expect(rows).toHaveLength(317);
  });
  expect(complaints).toEqual([]);
});
