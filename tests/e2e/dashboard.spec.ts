import { AXE, findingsOn } from '../support/axe';
import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';
import { wechatBill, wechatDay, wechatTotals, yuan } from '../support/factories/bills';

test.setTimeout(150_000);

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const shown = (fen: number): string => `¥${yuan(fen).replace(/\B(?=(\d{3})+(?=\.))/g, ',')}`;

test('every figure of the overview opens into the rows it is made of, and back', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  await setUpCompany(page, { sample: true });
  const days = ['2025-06-09', '2025-06-10', '2025-06-12', '2025-06-13', '2025-06-16', '2025-06-17'];
  // Three of the payers of each day come again.
  const lines = days
    .flatMap((date, n) => wechatDay(20 + n * 7, date, { refunds: n }))
    .map((line) => (/000[012]$/.test(line.orderNo) ? { ...line, payer: `oAGAIN${line.orderNo.slice(-1)}` } : line));
  const totals = wechatTotals(lines);

  await test.step('bills come in', async () => {
    await goTo(page, '总览');
    await page.getByRole('button', { name: '去导入账单' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择文件', exact: true }).click();
    await (await chooser).setFiles([file('june.csv', wechatBill(lines))]);
    await page.getByRole('button', { name: new RegExp(`^导入 1 份账单（${lines.length} 笔）$`) }).click();
    await expect(page.getByText(/已导入 1 份账单/)).toBeVisible();
    await goTo(page, '收款渠道');
    await page.getByRole('combobox', { name: /为 1900012345 选择商户/ }).fill('拾光');
    await page.getByRole('option').first().click();
    await expect(page.getByRole('combobox', { name: /为 1900012345/ })).toBeVisible();
  });

  await test.step('the days with data show sums, gaps and charts', async () => {
    await goTo(page, '总览');
    await page.getByRole('button', { name: '看有数据的最近一月（至 2025-06-17）' }).click();
    const figures = page.locator('.dashboard__figures');
    await expect(figures).toContainText(`交易额 ${shown(totals['settleFen']!)}`);
    await expect(figures).toContainText(`净额 ${shown(totals['netFen']!)}`);
    for (const title of ['交易额趋势', '收款时段', '渠道（净额）', '地区（净额）', '净额最高的商户'])
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByRole('article').filter({ hasText: '今日' })).toContainText('没有账单');
  });

  await test.step('nobody is kept out', async () => {
    await page.evaluate(AXE);
    expect(await findingsOn(page, 'overview')).toEqual([]);
  });

  await test.step('a table stands beside each chart, and its rows lead to the list', async () => {
    const trend = page.locator('.chart-panel').filter({ hasText: '交易额趋势' });
    await trend.getByRole('button', { name: '交易额趋势: 看表格' }).click();
    await expect(trend.getByRole('row', { name: /^2025-06-11 没有账单/ })).toBeVisible();
    await trend.getByRole('button', { name: '2025-06-12' }).click();
    const day = wechatTotals(lines.filter(({ time }) => time.startsWith('2025-06-12')));
    await expect(page.locator('.txn-footer')).toContainText(`应结 ${shown(day['settleFen']!)}`);
    await expect(page.locator('.txn-footer')).toContainText(`退款笔数 ${day['refunds']}`);
    await page.goBack();
    await expect(page.locator('.dashboard__figures')).toContainText(shown(totals['settleFen']!));
  });

  await test.step('new and returning payers lead to their rows, and back to where one was', async () => {
    const panel = page.locator('.chart-panel').filter({ hasText: '新客与回头客' });
    await panel.getByRole('button', { name: '新客与回头客（交易额）: 看表格' }).click();
    await panel.getByRole('button', { name: '2025-06-12 回头客' }).click();
    const back = lines.filter(
      ({ time, payer, state }) => time.startsWith('2025-06-12') && payer && state === 'SUCCESS',
    );
    const settled = back.reduce((sum, { settleFen }) => sum + settleFen, 0);
    await expect(page.locator('.txn-footer')).toContainText(`支付笔数 ${back.length}`);
    await expect(page.locator('.txn-footer')).toContainText(`应结 ${shown(settled)}`);
    await page.goBack();
    await expect(page.getByRole('heading', { name: '付款人', exact: true })).toBeInViewport();
    await expect(page.locator('.peaks-card')).toContainText('占交易额');
  });

  await test.step('a click into the picture does the same', async () => {
    const bars = page.locator('.chart-panel').filter({ hasText: '渠道（净额）' }).locator('x-vue-echarts');
    // Drawn a moment after it is there.
    await expect(async () => {
      const box = (await bars.boundingBox())!;
      await bars.click({ position: { x: box.width * 0.4, y: box.height / 2 } });
      await expect(page).toHaveURL(/transactions/, { timeout: 1_000 });
    }).toPass();
    await expect(page.locator('.txn-footer')).toContainText(`净额 ${shown(totals['netFen']!)}`);
    await page.goBack();
  });

  await test.step('figures and pictures are taken away', async () => {
    const workbook = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 Excel' }).click();
    expect((await workbook).suggestedFilename()).toBe('经营总览.xlsx');
    await expect(page.getByText('已保存“经营总览.xlsx”')).toBeVisible();
    // Left as a table, found as a table: the picture is asked for again.
    await page.getByRole('button', { name: '交易额趋势: 看图' }).click();
    const picture = page.waitForEvent('download');
    await page.getByRole('button', { name: '交易额趋势: 保存图片' }).click();
    expect((await picture).suggestedFilename()).toBe('交易额趋势.png');
  });
  expect(complaints).toEqual([]);
});
