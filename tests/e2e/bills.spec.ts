import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';
import { wechatBill, wechatDay } from '../support/factories/bills';
import { alipayBill, alipayDay } from '../support/factories/alipay-bills';

test.setTimeout(120_000);

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('bills of several providers are read, proved, stored, and taken back', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await setUpCompany(page);

  const choose = async (...files: ReturnType<typeof file>[]) => {
    await goTo(page, '账单导入');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择文件', exact: true }).click();
    await (await chooser).setFiles(files);
  };
  const wechat = wechatBill(wechatDay(30, '2025-06-16', { refunds: 3 }));

  await test.step('what cannot be trusted is refused with both numbers, the rest is stored', async () => {
    await choose(
      file('wechat.csv', wechat),
      file('alipay.csv', alipayBill(alipayDay(12, 2))),
      file('copy.csv', wechat),
      file('wrong.csv', wechat.replace(/\n`2025[^\n]*/, '')),
    );
    await expect(page.getByText('共 4 份：')).toBeVisible();
    await expect(page.getByText('不能导入', { exact: true })).toHaveCount(1);
    await expect(page.getByText('合计相符', { exact: true })).toHaveCount(2);
    await expect(page.getByText('重复的文件', { exact: true })).toHaveCount(1);
    await expect(page.getByText(/总交易单数写的是 33，逐行相加是 32/)).toBeVisible();
    await page.getByRole('button', { name: 'wechat.csv' }).click();
    await expect(page.getByRole('row', { name: /^笔数 33 33$/ })).toBeVisible();
    await page.getByRole('button', { name: '导入 2 份账单（47 笔）' }).click();
    await expect(page.getByText('已导入 2 份账单：新增 47 笔，已有的 0 笔没有重复计入。')).toBeVisible();
  });

  await test.step('the same file does not come twice', async () => {
    await choose(file('again.csv', wechat));
    await expect(page.getByText('已导入过', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: /^导入 0 份/ })).toBeDisabled();
    await page.getByRole('button', { name: '放弃' }).click();
  });

  await test.step('merchant numbers wait for their merchant', async () => {
    await goTo(page, '收款渠道');
    await expect(page.getByText('1900012345')).toBeVisible();
  });

  await test.step('a batch is undone', async () => {
    await goTo(page, '账单导入');
    await page.getByRole('button', { name: '撤销' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
    await expect(page.getByText('已撤销，删除 47 笔交易。')).toBeVisible();
    await expect(page.getByText('已撤销', { exact: true })).toHaveCount(2);
  });

  await test.step('a table of nobody known is named, checked at once, and read by itself the next time', async () => {
    await choose(
      file('某银行.csv', '起息,去向,进账,出账,滚存\n2025-06-16,甲,10.00,,10.00\n2025-06-17,乙,,4.00,6.00\n'),
    );
    await page.getByRole('button', { name: '指定各列' }).click();
    const dialog = page.getByRole('dialog', { name: '指定各列' });
    const mean = async (header: string, field: string) => {
      await dialog.getByRole('combobox', { name: `“${header}”列的含义` }).click({ force: true });
      // The list of the column before may still be fading away.
      const list = page.getByRole('listbox', { name: `“${header}”列的含义` });
      await list.getByRole('option', { name: field, exact: true }).click();
    };
    await mean('进账', '收入金额');
    await mean('出账', '支出金额');
    await mean('滚存', '余额');
    await expect(dialog.getByText('读出 2 笔：收入 10.00 元，支出 4.00 元')).toBeVisible();
    await expect(dialog.getByText('合计已核对相符。')).toBeVisible();
    await dialog.getByRole('button', { name: '保存并读取' }).click();
    await expect(page.getByText('按“某银行”格式读取')).toBeVisible();
    await page.getByRole('button', { name: '导入 1 份账单（2 笔）' }).click();
    await expect(page.getByText(/已导入 1 份账单：新增 2 笔/)).toBeVisible();
  });
  expect(complaints).toEqual([]);
});
