import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';
import { AXE, findingsOn } from '../support/axe';
import { wechatBill, wechatDay, wechatTotals, yuan } from '../support/factories/bills';

test.setTimeout(120_000);

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const shown = (fen: number): string => `¥${yuan(fen).replace(/\B(?=(\d{3})+(?=\.))/g, ',')}`;

test('a month is frozen, stays when bills change, and gets another version', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  await setUpCompany(page);
  const june = wechatDay(40, '2025-06-16', { refunds: 3 });
  const bring = async (name: string, records: typeof june) => {
    await goTo(page, '账单导入');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择文件', exact: true }).click();
    await (await chooser).setFiles([file(name, wechatBill(records))]);
    await page.getByRole('button', { name: /^导入 1 份账单/ }).click();
    await expect(page.getByText(/已导入 1 份账单/)).toBeVisible();
  };
  await bring('june.csv', june);

  await goTo(page, '经营报表');
  await page.getByRole('button', { name: '生成报表' }).click();
  const dialog = page.getByRole('dialog', { name: '生成 2025-06 经营报表' });
  await dialog.getByRole('button', { name: '月末定稿' }).click();
  await dialog.getByRole('button', { name: '生成报表' }).click();
  const sheet = page.locator('.report-sheet');
  await expect(sheet).toContainText('第 1 版');
  await expect(sheet.getByRole('row', { name: /^净额/ }).first()).toContainText(shown(wechatTotals(june)['netFen']!));
  await page.evaluate(AXE);
  expect(await findingsOn(page, 'monthly report')).toEqual([]);

  await bring('late.csv', wechatDay(8, '2025-06-20'));
  await goTo(page, '经营报表');
  await expect(page.getByText('数字与现在不同')).toBeVisible();
  await expect(sheet.getByRole('row', { name: /^净额/ }).first()).toContainText(shown(wechatTotals(june)['netFen']!));
  await page.getByRole('button', { name: '另存新版本' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('补导账单');
  await page.getByRole('dialog').getByRole('button', { name: '生成报表' }).click();
  await expect(sheet).toContainText('第 2 版');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 Excel' }).click();
  expect((await download).suggestedFilename()).toBe('经营报表-2025-06-v2.xlsx');
});
