import { describe, expect, it } from 'vitest';
import { understandSheets } from '@shared/imports/understand';
import { unwrap } from '@shared/kernel/result';
import { merchantCells, ROW_HEADER } from '../../support/factories/merchant-row';
import { rawSheet, type RawCell } from '../../support/factories/raw-sheet';

const WECHAT = '交易时间,公众账号ID,商户号,特约商户号,微信订单号,商户订单号,交易状态,应结订单金额,手续费'.split(',');
const ALIPAY = '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,订单金额（元）'.split(',');
const BANK = '交易日期,交易时间,凭证号,摘要,借方发生额,贷方发生额,余额,对方户名,对方账号'.split(',');
const PERSONAL = '交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态'.split(',');
const row = (header: string[]) => header.map((_, i) => `v${i}`);
const understand = (rows: RawCell[][], options = {}) => understandSheets([rawSheet(rows)], options);

describe('what a file is', () => {
  it.each<[string, string, RawCell[][], number, number]>([
    ['a WeChat bill', 'bill', [WECHAT, row(WECHAT), row(WECHAT), ['总交易单数', '应结订单总金额'], ['`2', '`3']], 1, 2],
    [
      'an Alipay bill',
      'bill',
      [['#支付宝业务明细查询'], ['#账号：[2088]'], ALIPAY, row(ALIPAY), ['#----'], ['#交易合计：1笔']],
      3,
      1,
    ],
    [
      'an Alipay bill of another layout',
      'bill',
      [['#支付宝账务汇总查询'], ['类型', '收入笔数', '收入金额', '支出笔数'], ['x', '1', '2', '3']],
      2,
      1,
    ],
    ['a bank statement', 'bank', [['某银行'], ['户名：某某'], BANK, row(BANK), [], row(BANK), ['合计']], 3, 2],
    [
      'a bank statement that closes with sums and counts',
      'bank',
      [
        BANK,
        ['20250616', '09:12:33', 'V1', '转账', '1.00'],
        ['20250617', '06:01:02', 'V2', '贷记', '', '2.00'],
        ['人民币合计', '', '', '', '1.00', '2.00'],
        ['借方笔数：', '1', '贷方笔数：', '1'],
        ['本行提示：请妥善保管'],
      ],
      1,
      2,
    ],
    [
      'a bill nobody knows',
      'bill',
      [
        ['订单号', '交易金额', '手续费', '门店'],
        ['1', '2', '3', '4'],
      ],
      1,
      1,
    ],
    [
      'something else',
      'unknown',
      [
        ['姓名', '年纪'],
        ['甲', '1'],
      ],
      0,
      2,
    ],
  ])('%s is a %s', (_, kind, rows, headerRow, dataRows) => {
    expect(unwrap(understand(rows))).toMatchObject({ kind, headerRow, dataRows, mapping: {} });
  });

  it('is refused when it is a personal record, by its title or by its header', () => {
    expect(understand([['微信支付账单明细', ''], PERSONAL, row(PERSONAL)])).toMatchObject({
      error: { code: 'file.personal_bill' },
    });
    expect(understand([PERSONAL, row(PERSONAL)])).toMatchObject({ error: { code: 'file.personal_bill' } });
    expect(understand([['x'], ['支付宝（中国）网络技术有限公司  电子客户回单']])).toMatchObject({
      error: { code: 'file.personal_bill' },
    });
  });

  it('is what a person says it is', () => {
    const rows = [ROW_HEADER, merchantCells(1)];
    expect(unwrap(understand(rows, { as: 'bank' }))).toMatchObject({ kind: 'bank', mapping: {}, dataRows: 1 });
    const few = [
      ['商户名称', '手机', '备注'],
      ['甲店', '13800000000', 'x'],
    ];
    expect(unwrap(understand(few, { as: 'merchants' }))).toMatchObject({ kind: 'merchants', headerRow: 1 });
  });

  it('stays merchants whatever money words its columns use', () => {
    const header = [...ROW_HEADER, '手续费', '交易金额', '商户订单号'];
    expect(unwrap(understand([header, [...merchantCells(1), '1', '2', '3']])).kind).toBe('merchants');
  });
});
