import { describe, expect, it } from 'vitest';
import { ALIPAY_ACCOUNT, ALIPAY_SUMMARY, alipayBill, alipayDay } from '../../support/factories/alipay-bills';
import { toGbk } from '../../support/factories/gbk';
import { zipOf } from '../../support/factories/zip';
import { readAs } from './read-as';

const day = alipayDay(30, 4);
const bill = alipayBill(day);
const of = (type: string, key: 'settleFen' | 'orderFen') =>
  day.filter((r) => r.type === type).reduce((sum, r) => sum + r[key], 0);
const feeFen = 0 - day.reduce((sum, r) => sum + r.feeFen, 0);
const total = {
  payments: 30,
  refunds: 4,
  settleFen: of('交易', 'settleFen'),
  orderFen: of('交易', 'orderFen'),
  refundFen: 0 - of('退款', 'settleFen'),
  feeFen,
  netFen: of('交易', 'settleFen') + of('退款', 'settleFen') - feeFen,
};

describe('a list of transactions of Alipay', () => {
  it.each<[string, string | Uint8Array]>([
    ['in GBK as it comes', toGbk(bill)],
    ['in UTF-8', bill],
    ['with half-width brackets', bill.replaceAll('（', '(').replaceAll('）', ')')],
    ['without a unit in its headers', bill.replaceAll('（元）', '')],
    ['with a comma behind every row', bill.replace(/^(\d.*)$/gm, '$1,')],
    ['padded by a spreadsheet', bill.replace(/^(#.*)$/gm, '$1,,,,,,,,,,,,,,,,,,,,,,,,')],
    ['with commas in what was sold', alipayBill(day.map((r) => ({ ...r, goods: '拿铁,大杯,少冰' })))],
    [
      'with a quote in front of what was sold',
      alipayBill(day.map((r, i) => (i % 7 ? r : { ...r, goods: '"三体"套装,全' }))),
    ],
    [
      'with commas in what was sold and in the remark',
      alipayBill(day.map((r) => ({ ...r, goods: 'a,b', memo: 'c,d' }))),
    ],
    ['with the money back in its foot without a minus', bill.replace(/共-/g, '共')],
    ['with fees of the other sign', alipayBill(day.map((r) => ({ ...r, feeFen: 0 - r.feeFen })))],
  ])('%s is read to the fen', async (_, content) => {
    const { first, totals } = await readAs(content);
    expect(first.error).toBeNull();
    expect(first).toMatchObject({ kind: 'alipay-trade', account: '20880000000000010156' });
    expect(first.rows).toMatchObject({ total: 34, valid: 34 });
    expect(totals).toMatchObject({ ...total, proof: 'ok' });
  });

  it('and its summary come in one zip with names in GBK; the list tells', async () => {
    const zip = zipOf({ 'AAAA.csv': toGbk(bill), 'AAAB.csv': toGbk(ALIPAY_SUMMARY) });
    // fflate writes UTF-8 names and says so; Alipay does neither.
    const name = Buffer.from('AAAA');
    for (let at = 0; at >= 0;) {
      at = Buffer.from(zip.buffer, zip.byteOffset, zip.length).indexOf(name, at);
      if (at < 0) break;
      zip.set(toGbk('明细'), at);
      at += 4;
    }
    const { readings, totals } = await readAs(zip, undefined, 'x.zip');
    expect(readings.map((r) => r.kind)).toEqual(['alipay-trade', 'alipay-summary']);
    expect(totals).toMatchObject(total);
  });

  it.each([
    ['without its foot', bill.slice(0, bill.indexOf('#交易合计')), 'bill.truncated'],
    ['without the line of refunds', bill.slice(0, bill.indexOf('#退款合计')), 'bill.truncated'],
    ['with a row taken out', bill.replace(/\r\n\d{8}2200[^\n]*/, ''), 'bill.totals_mismatch'],
    ['with its numbers made figures', bill.replace(/20250616220018\d{14}\t/g, '2.02506E+27'), 'bill.resaved'],
  ])('%s is refused', async (_, content, code) => {
    expect((await readAs(content)).first.error?.code).toBe(code);
  });
});

describe('other bills of Alipay', () => {
  it('an account log may write what went out with a minus, in its rows and in its foot', async () => {
    const minus = ALIPAY_ACCOUNT.replace('笔，共1287.64', '笔，共-1287.64');
    expect((await readAs(toGbk(minus))).totals.proof).toBe('ok');
    const wrong = await readAs(toGbk(ALIPAY_ACCOUNT.replace('笔，共1287.64', '笔，共-1287.65')));
    expect(wrong.first.error?.code).toBe('bill.totals_mismatch');
  });

  it('a summary is proven by its last row', async () => {
    const { first, totals } = await readAs(toGbk(ALIPAY_SUMMARY));
    expect(first).toMatchObject({ kind: 'alipay-summary', error: null, rows: { total: 2, valid: 2 } });
    expect(totals).toMatchObject({ payments: 14, refunds: 1, settleFen: 101_050, feeFen: 606, netFen: 100_444 });
    expect(totals.proof).toBe('ok');
    const wrong = await readAs(ALIPAY_SUMMARY.replace('1010.50', '1010.51'));
    expect(wrong.first.error?.code).toBe('bill.totals_mismatch');
  });

  it.each([
    ['classic', ALIPAY_ACCOUNT],
    [
      'without signs in its headers',
      ALIPAY_ACCOUNT.replace('收入金额（+元）', '收入').replace('支出金额（-元）', '支出(-元)'),
    ],
    [
      'newer',
      ALIPAY_ACCOUNT.replace('账务流水号,业务流水号', '支付宝流水号,支付宝交易号')
        .replace('发生时间', '入账时间')
        .replace('业务类型', '账务类型'),
    ],
  ])('an account log (%s) tells payments, refunds and fees apart', async (_, content) => {
    const { first, totals } = await readAs(content);
    expect(first).toMatchObject({ kind: 'alipay-account', error: null, rows: { valid: 5 } });
    expect(totals).toMatchObject({ payments: 1, refunds: 1, settleFen: 227_400, refundFen: 27_400, feeFen: 1_200 });
    expect(totals).toMatchObject({ incomes: 2, incomeFen: 227_564, expenses: 3, expenseFen: 128_764, proof: 'ok' });
  });
});
