import { describe, expect, it } from 'vitest';
import { understandSheets } from '@shared/imports/understand';
import { toErrorText } from '@shared/kernel/error-texts';
import { unwrap } from '@shared/kernel/result';
import { merchantCells, ROW_HEADER } from '../../support/factories/merchant-row';
import { rawSheet, type RawCell } from '../../support/factories/raw-sheet';

const WECHAT = '交易时间,公众账号ID,商户号,特约商户号,微信订单号,商户订单号,交易状态,应结订单金额,手续费'.split(',');
const ALIPAY = '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,订单金额（元）'.split(',');
const BANK = '交易日期,交易时间,凭证号,摘要,借方发生额,贷方发生额,余额,对方户名,对方账号'.split(',');
const PERSONAL = '交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态'.split(',');
const OLD_PERSONAL = '交易号,商家订单号,交易创建时间,类型,交易对方,商品名称,金额（元）,收/支,资金状态'.split(',');
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

  it.each<[string, string, RawCell[][]]>([
    ['by its title', 'wechat', [['微信支付账单明细', ''], PERSONAL, row(PERSONAL)]],
    ['by its header alone', 'wechat', [PERSONAL, row(PERSONAL)]],
    ['by the slip it says it is', 'alipay', [['x'], ['支付宝（中国）网络技术有限公司  电子客户回单']]],
    ['by the newer name of the company', 'alipay', [['-----支付宝支付科技有限公司 电子客户回单-----']]],
    ['by the title it had before', 'alipay', [['支付宝交易记录明细查询'], ['账号:[a]']]],
    ['by the columns it had before', 'alipay', [OLD_PERSONAL, row(OLD_PERSONAL)]],
    ['in the order of the newest', 'alipay', [['收/支', '交易对方', '商品说明', '金额', '交易分类', '交易时间']]],
  ])('is refused when it is a personal record, %s: %s', (_, provider, rows) => {
    expect(understand(rows)).toEqual({
      ok: false,
      error: { code: 'file.personal_bill', params: { [provider]: '' } },
    });
  });

  it('names the provider whose personal record it is', () => {
    const say = (provider: string, locale: 'zh' | 'en') =>
      toErrorText({ code: 'file.personal_bill', params: { [provider]: '' } }, locale);
    expect(say('wechat', 'zh')).toContain('微信支付的个人账单');
    expect(say('alipay', 'zh')).toContain('支付宝商家平台');
    expect(say('wechat', 'en')).toContain('of WeChat Pay');
    expect(say('alipay', 'en')).not.toContain('WeChat');
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

/** Layouts of spec/formats.md a to c, by the columns that tell them. */
const BILLS: Record<string, string> = {
  'WeChat with refunds only':
    '交易时间,公众账号ID,商户号,特约商户号,微信订单号,商户订单号,交易状态,退款申请时间,微信退款单号,退款金额,手续费',
  'WeChat of old': '交易时间,公众账号ID,商户号,子商户号,微信订单号,总金额,企业红包金额,商品名称,手续费,费率',
  'WeChat funds':
    '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,备注',
  'Alipay by store': '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,实收净额（元）',
  'Alipay account':
    '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,备注',
  'Alipay account by kind': '类型,收入笔数,收入金额（+元）,支出笔数,支出金额（-元）,总金额（元）',
  Allinpay: '商户号,门店名称,终端号,交易时间,交易类型,凭证号,参考号,卡号,交易金额,手续费,商户备注,持卡人姓名,结算金额',
  Leshua: '记录类型,编号,交易时间,订单号,商户号,费率(万分之一),交易金额(分),手续费(分),结算金额(分),交易类型,支付方式',
  UnionPay: '商户代码,商户名称,终端号,批次号,流水号,银联系统日期,交易时间,订单号,交易金额（元）,手续费,交易状态',
  Lakala:
    '交易日期,交易时间,商户号,商户名称,门店名称,终端号,交易类型,卡号,发卡行,流水号,商户订单号,交易金额,手续费,入账金额',
  'our own ledger': '平台订单号,支付渠道,渠道商户号,交易类型,原平台订单号,金额(元),手续费(元),状态,交易时间',
};
const STATEMENTS: Record<string, string> = {
  'two columns of money': '交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,对方账号',
  'bracketed sides': '账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,摘要',
  'a signed amount and a mark': '记账日期,交易金额,借贷标志,账户余额,对方户名,对方账号,摘要',
  'a direction': '交易日期,借贷方向,发生额,余额,对方账户名称,对方账号,附言',
  'two languages in a header':
    '付款人名称[ Payer ],收款人名称[ Payee ],交易日期[ Transaction Date ],交易金额[ Amount ],交易后余额[ Balance ],摘要[ Reference ]',
  'one sign for each side': '交易日期,账号,借,贷,账户余额,对方账户,对方账户名称,交易流水号,摘要',
  'the least': '日期,摘要,收入,支出,余额',
  English: 'Date,Description,Debit,Credit,Balance',
};

describe('every layout that is known', () => {
  const dated = (header: string[]): string[] =>
    header.map((label) =>
      /时间|日期|日$|Date/.test(label) ? '2024-01-05 10:00:00' : /额|金|费|借|贷/.test(label) ? '1.00' : '某',
    );
  const laid = (list: string): string[][] => {
    const header = list.split(',');
    return [header, dated(header), dated(header)];
  };

  it.each(Object.entries(BILLS))('%s is a bill, under a title and saved again by a spreadsheet too', (_, list) => {
    expect(unwrap(understand(laid(list)))).toMatchObject({ kind: 'bill', headerRow: 1, dataRows: 2 });
    const saved = laid(list).map((cells) => cells.map((cell) => (cell === '某' ? '4.2E+27' : ` ${cell}`)));
    expect(unwrap(understand([['某公司对账单'], [], ...saved, ['合计', '2']]))).toMatchObject({
      kind: 'bill',
      headerRow: 3,
      dataRows: 2,
    });
  });

  it.each(Object.entries(STATEMENTS))('a statement with %s is one', (_, list) => {
    const preface = [['某某银行'], ['账号：6222', '', '户名：某某'], ['起始日期：20240101']];
    expect(unwrap(understand([...preface, ...laid(list), ['合计', '']]))).toMatchObject({
      kind: 'bank',
      headerRow: 4,
      dataRows: 2,
    });
  });

  it('of fixed width is a bill of as many lines', () => {
    const line = '001 48020000    48020000    000001 0616093012'.padEnd(561, '0');
    expect(unwrap(understand([[line], [line]]))).toMatchObject({ kind: 'bill', headerRow: 0, dataRows: 2 });
  });

  it('that lists people and not merchants is none of merchants', () => {
    const staff = ['姓名', '身份证号', '手机号', '开户行', '银行卡号', '备注'];
    expect(unwrap(understand([staff, row(staff)])).kind).toBe('unknown');
    const goods = ['名称', '类型', '日期', '备注'];
    expect(unwrap(understand([goods, row(goods)])).kind).toBe('unknown');
  });
});
