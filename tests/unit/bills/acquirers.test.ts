import { describe, expect, it } from 'vitest';
import { buildBook } from '../sheet/workbook-builder';
import { readAs } from './read-as';

const ALLINPAY = `商户号,门店名称,终端号,交易时间,交易类型,交易批次号,凭证号,参考号,卡号,卡类别,发卡行机构代码,发卡行名称,交易金额,手续费,交易日期,交易单号,订单号,商户备注,对接应用号,原始金额,结算金额,产品类型,分期贴息,交易完成时间,持卡人姓名,持卡人身份证,分期数,优惠金额,实付金额,原交易单,渠道交易类型,出金方账户名称,门店编号,交易完成日期
820000000000001,店,10001,10:11:12,消费,1,1,600000000001,6222****0001,借记卡,0102,工行,100.00,0.60,2025-06-16,112094123456789012,O1,,,100.00,99.40,,,10:11:13,,,,0.00,100.00,,,,S1,2025-06-16
820000000000001,店,10001,11:11:12,微信支付,1,2,600000000002,,,,,20.00,0.12,2025-06-16,112094123456789013,O2,,,21.00,19.88,,,11:11:13,,,,1.00,20.00,,,,S1,2025-06-16
820000000000001,店,10001,12:11:12,微信支付退货,1,3,600000000003,,,,,-20.00,-0.12,2025-06-16,112094123456789014,O2,,,-20.00,-19.88,,,12:11:13,,,,0.00,-20.00,112094123456789013,,,S1,2025-06-16
820000000000001,店,10001,13:11:12,消费撤销,1,4,600000000004,6222****0001,借记卡,0102,工行,100.00,0.60,2025-06-16,112094123456789015,O1,,,100.00,99.40,,,13:11:13,,,,0.00,100.00,112094123456789012,,,S1,2025-06-16
`;
const LESHUA = `BT,编号,交易时间,订单号,商户号,费率(万分之一),交易金额(分),手续费(分),结算金额(分),资金流向,交易类型,支付方式
BV,1,20250616101112,LS0001,8000001,38,10000,38,9962,进,消费,微信
BV,2,20250616111112,LS0002,8000001,38,2000,8,1992,进,消费,支付宝
BV,3,20250616121112,LS0003,8000001,38,2000,8,1992,出,退款,支付宝
`;

describe('bills of acquirers', () => {
  it('Allinpay: time and date in two columns, refunds and cancellations with either sign', async () => {
    const { first, totals, lines } = await readAs(ALLINPAY);
    expect(first).toMatchObject({ kind: 'allinpay', error: null, rows: { valid: 4 }, mchNos: ['820000000000001'] });
    expect(totals).toMatchObject({ payments: 2, refunds: 1, revoked: 1, settleFen: 12_000, orderFen: 12_100 });
    expect(totals).toMatchObject({ refundFen: 12_000, feeFen: 0, netFen: 0 });
    expect(lines[0]).toMatchObject({ bizDate: '2025-06-16', second: 36_672, key: 'pay:112094123456789012' });
  });

  it.each([
    ['BT', LESHUA],
    ['记录类型', LESHUA.replace('BT,', '记录类型,')],
    ['no time of payment', LESHUA.replace('支付方式\n', '支付方式,支付时间\n').replace(/(微信|支付宝)$/gm, '$1,*')],
    ['its own titles behind BT', `记录类型${LESHUA.slice(2).split('\n')[0]}\n${LESHUA}`],
  ])('Leshua counts in fen and marks each row (%s)', async (_, content) => {
    const { first, totals } = await readAs(content, 'bill', 'a_trade_new_20250616.txt');
    expect(first).toMatchObject({ kind: 'leshua', rows: { total: 3, valid: 3 } });
    expect(totals).toMatchObject({ payments: 2, refunds: 1, settleFen: 12_000, refundFen: 2_000, feeFen: 38 });
  });

  it('money behind a minus was given back, whatever its row is called', async () => {
    const { totals } = await readAs(
      '交易时间,订单号,交易类型,交易金额,手续费\n2025-06-16 10:00:00,O1,消费,100.00,0.60\n2025-06-17 11:00:00,O2,消费,-40.00,-0.24\n',
      'bill',
    );
    expect(totals).toMatchObject({ payments: 1, refunds: 1, settleFen: 10_000, refundFen: 4_000, feeFen: 36 });
  });

  it('UnionPay as a workbook: numbers as numbers, dates as dates', async () => {
    const header = [
      '商户代码',
      '商户名称',
      '终端号',
      '批次号',
      '流水号',
      '银联系统日期',
      '时间',
      '订单号',
      '交易金额（元）',
      '交易状态',
    ];
    const rows = [
      header,
      ['898', '某店', '1', '1', 'L1', '20250616', '101112', 'O1', '12.30', '消费'],
      ['898', '某店', '1', '1', 'L2', '20250616', '91112', 'O2', '2.30', '消费撤销'],
    ];
    const xml = rows
      .map((r, i) => `<row r="${i + 1}">${r.map((t) => `<c t="inlineStr"><is><t>${t}</t></is></c>`).join('')}</row>`)
      .join('');
    const { first, totals, lines } = await readAs(buildBook({ rows: xml }), undefined, 'u.xlsx');
    expect(first).toMatchObject({ kind: 'unionpay', rows: { valid: 2 } });
    expect(totals).toMatchObject({ payments: 1, revoked: 1, settleFen: 1_230, refundFen: 230 });
    expect(lines.map((l) => l.second)).toEqual([36_672, 33_072]);
  });

  it('Lakala and tables of anybody by their usual names', async () => {
    const lakala = await readAs(
      '交易日期,交易时间,商户号,终端号,交易类型,流水号,交易金额,手续费,入账金额\n2025-06-16,10:00:00,8,1,扫码支付,L1,10.00,0.06,9.94\n合计,,,,,,10.00,0.06,9.94\n',
    );
    expect(lakala.first).toMatchObject({
      kind: 'lakala',
      error: null,
      totals: { settleFen: 1_000, feeFen: 6, proof: 'ok' },
    });
    const other = await readAs(
      '订单号,交易时间,支付方式,订单金额,状态\nA1,2025/6/16 8:01,微信,1.20,支付成功\nA2,2025/6/16 8:02,微信,9.99,支付失败\n',
      'bill',
    );
    expect(other.first).toMatchObject({
      kind: 'acquirer',
      rows: { valid: 2 },
      totals: { payments: 1, settleFen: 120 },
    });
  });
});
