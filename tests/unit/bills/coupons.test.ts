import { describe, expect, it } from 'vitest';
import { couponFlow, type CouponUseRecord } from '../../support/factories/coupon-uses';
import { readAs } from './read-as';

const USE: CouponUseRecord = {
  batchNo: '10000001',
  couponId: '900000000000001',
  kind: '全场代金券',
  amountFen: 500,
  orderFen: 3_680,
  trade: '支付',
  txnNo: '4200000000202506169545914200',
  time: '2025-06-16 10:11:12',
  mchNo: '1600000001',
};

describe('lists of coupon uses', () => {
  it('WeChat’s own layout: what each coupon paid, of which order, and what came back', async () => {
    const back: CouponUseRecord = { ...USE, trade: '退款', time: '2025-06-16 12:00:00', amountFen: 200 };
    const other = { ...USE, couponId: '900000000000002', amountFen: 100 };
    const { first, totals, lines } = await readAs(couponFlow([USE, other, back]));
    expect(first).toMatchObject({ kind: 'coupon', error: null, rows: { total: 3, valid: 3 }, mchNos: ['1600000001'] });
    expect(totals).toMatchObject({
      payments: 2,
      refunds: 1,
      settleFen: 600,
      refundFen: 200,
      orderFen: 7_360,
      feeFen: 0,
    });
    expect(lines.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'pay use:900000000000001:4200000000202506169545914200',
      'pay use:900000000000002:4200000000202506169545914200',
      'refund back:900000000000001:4200000000202506169545914200:2025-06-16 12:00:00',
    ]);
    expect(lines[0]!.text('couponNo')).toBe('10000001');
  });

  it('any table with such columns, its channel in each row', async () => {
    const table = [
      '渠道,券名称,券号,核销金额,订单金额,交易单号,核销时间,商户号',
      '支付宝,满30减5,Q1,5.00,36.80,2025061622001458860515315453,2025-06-16 09:00:00,20880000000000010156',
      '微信,早餐券,Q2,3.00,12.00,4200000000202506169545914201,2025-06-16 09:30:00,1600000001',
    ].join('\n');
    const { lines, totals } = await readAs(table);
    expect(lines.map(({ channel, settleFen, orderFen }) => [channel, settleFen, orderFen])).toEqual([
      ['ALIPAY', 500, 3_680],
      ['WECHAT', 300, 1_200],
    ]);
    expect(totals).toMatchObject({ payments: 2, settleFen: 800 });
  });

  it('says of a row what is wrong with it: no payment, a word that is no channel, a number that a spreadsheet destroyed', async () => {
    const head = '渠道,批次号,券号,优惠金额,订单金额,支付单号,使用时间,商户号';
    const row = (channel: string, txnNo: string) => `${channel},1,Q1,5.00,36.80,${txnNo},2025-06-16 09:00:00,1`;
    const { first } = await readAs([head, row('微信', ''), row('火星支付', 'T1'), row('微信', '4.2E+27')].join('\n'));
    expect(first.issues.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'txnNo required',
      'channelName enum.unknown',
      'txnNo text.truncated_number',
    ]);
  });

  it('a bill of payments that names coupons is a bill of payments, and none of it is lost', async () => {
    const { first, totals } = await readAs(
      '交易时间,订单号,交易类型,交易金额,优惠金额,券号,券名称,手续费\n2025-06-16 10:00:00,O1,消费,30.00,5.00,Q1,满30减5,0.18\n',
      'bill',
    );
    expect(first.kind).toBe('acquirer');
    expect(totals).toMatchObject({ payments: 1, settleFen: 3_000, feeFen: 18 });
  });

  it('a trade bill with a column of coupon names is a trade bill', async () => {
    const { first } = await readAs(
      '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,商家实收（元）,商家优惠（元）,券核销金额（元）,券名称,服务费（元）\n' +
        '2025061622001458860515315453,O1,交易,茶,2025-06-16 09:00:00,2025-06-16 09:00:01,a***@test,10.00,8.00,0.00,2.00,满10减2,0.05\n',
      'bill',
    );
    expect(first.kind).toBe('alipay-trade');
  });
});
