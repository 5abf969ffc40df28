import { AXE, findingsOn } from '../support/axe';
import { expect, test } from '../support/launch-app';
import { goTo, setUpCompany } from '../support/desk';
import { wechatBill, wechatDay, yuan } from '../support/factories/bills';
import { couponFlow, type CouponUseRecord } from '../support/factories/coupon-uses';

test.setTimeout(150_000);

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const shown = (fen: number): string => `¥${yuan(fen).replace(/\B(?=(\d{3})+(?=\.))/g, ',')}`;

test('coupons are noted, counted out of bills, and held against the list of their uses', async ({ openWeb }) => {
  const { page } = await openWeb({ locale: 'zh-CN' });
  page.setDefaultTimeout(15_000);
  await setUpCompany(page);
  const lines = ['2025-06-16', '2025-06-17'].flatMap((date) => wechatDay(30, date, { refunds: 5 }));
  const paid = lines.filter(({ state, couponFen }) => state === 'SUCCESS' && couponFen > 0);
  const uses = paid.map((line, n): CouponUseRecord => ({
    batchNo: '10000001',
    couponId: `9000${String(n).padStart(11, '0')}`,
    kind: '免充值代金券',
    amountFen: n === 0 ? 200 : line.couponFen,
    orderFen: line.orderFen,
    trade: '支付',
    txnNo: line.txnNo,
    time: line.time,
    mchNo: '1900012345',
  }));

  await test.step('bill and list of uses come in together', async () => {
    await goTo(page, '优惠券');
    await expect(page.getByText('还没有用到优惠的收款')).toBeVisible();
    await page.getByRole('button', { name: '导入核销明细' }).first().click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择文件', exact: true }).click();
    await (await chooser).setFiles([file('june.csv', wechatBill(lines)), file('uses.csv', couponFlow(uses))]);
    await expect(page.getByText('券核销明细').first()).toBeVisible();
    await page.getByRole('button', { name: /^导入 2 份账单/ }).click();
    await expect(page.getByText(/已导入 2 份账单/)).toBeVisible();
  });

  await test.step('figures add up to the payments they lead to', async () => {
    await goTo(page, '优惠券');
    await page.goto(`${page.url().split('#')[0]}#/coupons?from=2025-06-01&to=2025-06-30`);
    const saved = paid.reduce((sum, { couponFen }) => sum + couponFen, 0);
    const card = page.locator('.coupon-figures article').filter({ hasText: '优惠总额' });
    await expect(card).toContainText(`商家让利${shown(saved)}`);
    await page.evaluate(AXE);
    expect(await findingsOn(page, 'coupons')).toEqual([]);
    await card.getByRole('button').click();
    await expect(page.locator('.txn-footer')).toContainText(`支付笔数 ${paid.length}`);
    await expect(page.getByText('用了优惠', { exact: true })).toBeVisible();
    await page.goBack();
  });

  await test.step('a coupon that a file names is noted, and stands against its budget', async () => {
    await page.getByRole('button', { name: '登记这张券' }).click();
    const dialog = page.getByRole('dialog', { name: '登记优惠券' });
    await expect(dialog).toContainText('微信支付 · 10000001');
    await dialog.getByRole('textbox', { name: '名称', exact: true }).fill('满30减3');
    await dialog.getByRole('textbox', { name: '面额（元）' }).fill('3');
    await dialog.getByRole('textbox', { name: '使用门槛（元）' }).fill('2');
    await expect(dialog.getByText('门槛不能低于面额')).toBeVisible();
    await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled();
    await dialog.getByRole('textbox', { name: '使用门槛（元）' }).fill('30');
    await dialog.getByRole('textbox', { name: '预算（元）' }).fill('40');
    await page.evaluate(AXE);
    expect(await findingsOn(page, 'coupon dialog')).toEqual([]);
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(page.getByRole('row', { name: /满30减3.*满 ¥30.00 减 ¥3.00/ })).toContainText('87%');
    await page.getByRole('button', { name: '满30减3', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: '满30减3' });
    await expect(drawer.getByRole('row', { name: new RegExp(paid.at(-1)!.txnNo) })).toBeVisible();
    await page.evaluate(AXE);
    expect(await findingsOn(page, 'coupon drawer')).toEqual([]);
    await page.keyboard.press('Escape');
  });

  await test.step('one use that its bill tells otherwise is found', async () => {
    await page.getByRole('button', { name: '开始核对' }).click();
    const card = page.getByRole('region', { name: '核销明细与账单核对' });
    await expect(card).toContainText(new RegExp(`相符\\s*${paid.length - 1}`));
    await expect(card.getByRole('row', { name: new RegExp(`${paid[0]!.txnNo}.*¥2.00.*¥3.00`) })).toBeVisible();
    await card.getByRole('link', { name: paid[0]!.txnNo }).click();
    await expect(page.locator('.txn-footer')).toContainText('支付笔数 1');
  });
});
