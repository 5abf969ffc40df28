import { describe, expect, it } from 'vitest';
import { gzipSync, strToU8 } from 'fflate';
import {
  FOOT_OLD,
  FOOT_SUCCESS,
  WECHAT_ALL,
  WECHAT_OLD,
  WECHAT_REFUND,
  WECHAT_SUCCESS,
  wechatBill,
  wechatCells,
  wechatDay,
  wechatTotals,
} from '../../support/factories/bills';
import { toGbk } from '../../support/factories/gbk';
import { zipOf } from '../../support/factories/zip';
import { readAs } from './read-as';

const day = wechatDay(60, '2025-06-16', { refunds: 7, revoked: 2 });
const payments = day.filter((r) => r.state === 'SUCCESS');
const back = day.filter((r) => r.state === 'REFUND');
const bill = wechatBill(day);
const total = wechatTotals(day);
const wide = (digit: string) => String.fromCharCode(0xff10 + Number(digit));
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));

/** Columns of another order, with two that nobody knows. */
function reordered(): string {
  const header = ['渠道号', ...WECHAT_ALL.split(',').reverse(), '分账标识'].join(',');
  const foot = '申请退款总金额,订单总金额,手续费总金额,充值券退款总金额,退款总金额,应结订单总金额,总交易单数';
  return wechatBill(day, { header, foot });
}
/** As a spreadsheet saves a .csv: no backticks, quotes where needed, short times, no trailing noughts. */
function resaved(cells: string[][], number = (text: string) => text): string {
  const width = cells[0]!.length;
  return cells
    .map((row) =>
      Array.from({ length: width }, (_, c) => {
        const cell = row[c] ?? '';
        const time = /^(\d{4})-0?(\d+)-0?(\d+) 0?(\d+):(\d\d):\d\d$/.exec(cell);
        if (time) return `${time[1]}/${time[2]}/${time[3]} ${time[4]}:${time[5]}`;
        if (/^-?\d+\.\d+$/.test(cell)) return String(Number(cell));
        return number(cell);
      }).join(','),
    )
    .join('\r\n');
}

describe('a trade bill of WeChat', () => {
  it.each<[string, string | Uint8Array]>([
    ['as it comes', bill],
    ['with CRLF and a BOM', `\ufeff${wechatBill(day, { eol: '\r\n' })}`],
    ['in GBK', toGbk(bill)],
    ['in UTF-16', utf16(bill)],
    ['with its columns in another order and new ones among them', reordered()],
    ['in the layout of refunds', wechatBill(day, { header: WECHAT_REFUND })],
    ['packed by gzip', gzipSync(strToU8(bill))],
    ['in a zip in a zip', zipOf({ 'a.zip': zipOf({ '账单.csv': bill, '__MACOSX/._x': 'x' }) })],
    ['saved by a spreadsheet that left the numbers alone', resaved(wechatCells(day))],
    ['without a line end', bill.trimEnd()],
    ['with blank lines', bill.replaceAll('\n', '\n\n')],
    ['with counts like 69.0', bill.replace(`\`${day.length},`, `\`${day.length}.0,`)],
    ['twice in one file', bill + bill],
    [
      'with a tab behind every cell',
      wechatCells(day)
        .map((row) => row.join('\t,').concat('\t'))
        .join('\n'),
    ],
    [
      'with full-width digits and signs of money',
      bill.replace(/`(\d)(\d*\.\d\d),/g, (_, d: string, r: string) => `\`¥${wide(d)}${r},`),
    ],
    [
      'with what was given back behind a minus',
      wechatBill(day.map((r) => ({ ...r, refundFen: 0 - r.refundFen, appliedFen: 0 - r.appliedFen }))),
    ],
  ])('%s is read to the fen', async (_, content) => {
    const { first, totals } = await readAs(content);
    expect(first.error).toBeNull();
    expect(first.kind).toBe('wechat-trade');
    expect(totals).toMatchObject({ ...total, proof: 'ok' });
    expect(first.rows).toMatchObject({ valid: day.length, invalid: 0 });
  });

  it('of successes alone, or of refunds alone, or of nothing, is proven too', async () => {
    const paid = await readAs(wechatBill(payments, { header: WECHAT_SUCCESS, foot: FOOT_SUCCESS }));
    expect(paid.totals).toMatchObject({ ...wechatTotals(payments), proof: 'ok' });
    const refunded = await readAs(wechatBill(back, { header: WECHAT_REFUND }));
    expect(refunded.totals).toMatchObject({ ...wechatTotals(back), proof: 'ok' });
    expect(refunded.totals.feeFen).toBeLessThan(0);
    const none = await readAs(wechatBill([]));
    expect(none.first).toMatchObject({ error: null, rows: { total: 0 }, totals: { proof: 'ok', netFen: 0 } });
  });

  it('of the old layout has what is settled as what was ordered', async () => {
    const { totals, first } = await readAs(wechatBill(day, { header: WECHAT_OLD, foot: FOOT_OLD }));
    expect(first.error).toBeNull();
    expect(totals).toMatchObject({ ...total, orderFen: total['settleFen'], proof: 'ok' });
  });

  it('of several days tells how many rows each has', async () => {
    const { first } = await readAs(wechatBill([...wechatDay(3, '2025-06-30'), ...wechatDay(2, '2025-07-01')]));
    expect(first.days).toEqual([
      ['2025-06-30', 3],
      ['2025-07-01', 2],
    ]);
  });

  it('keeps its money in place when goods have commas and quotes in their names', async () => {
    const odd = wechatDay(20, '2025-06-16', { goods: ['拿铁,大杯,少冰', '"三体",全集', "'75折'", 'a,`b`,c', '合计'] });
    const { first, totals, lines } = await readAs(wechatBill(odd));
    expect(first.error).toBeNull();
    expect(totals).toMatchObject({ ...wechatTotals(odd), proof: 'ok' });
    expect(lines).toHaveLength(20);
  });

  it('names every movement', async () => {
    const { lines } = await readAs(bill);
    expect(new Set(lines.map((l) => l.key)).size).toBe(day.length);
    expect(lines[0]?.key).toBe(`pay:${day[0]!.txnNo}`);
    expect(lines.find((l) => l.kind === 'refund')?.key).toBe(`ref:${day[60]!.refundNo}`);
    expect(lines.find((l) => l.kind === 'revoke')?.key).toBe(`rev:${day[67]!.txnNo}`);
  });

  it.each<[string, string, string]>([
    ['without its foot', bill.split('\n').slice(0, 50).join('\n'), 'bill.truncated'],
    ['cut in the middle of a row', bill.slice(0, 4_000), 'bill.truncated'],
    ['cut after the titles of its sums', bill.trimEnd().split('\n').slice(0, -1).join('\n'), 'bill.truncated'],
    ['cut within its sums', bill.trimEnd().slice(0, -20), 'bill.truncated'],
    ['with a row taken out', bill.replace(/\n`2025[^\n]*/, ''), 'bill.totals_mismatch'],
    ['with a sum changed', bill.replace(/`(\d+)\.(\d\d),`([^,`]*)\n$/, '`1.$2,`$3\n'), 'bill.totals_mismatch'],
    [
      'with an order number that a spreadsheet took for a figure',
      resaved(wechatCells(day), (t) => (/^\d{20,}$/.test(t) ? `${t[0]}.${t.slice(1, 6)}E+27` : t)),
      'bill.resaved',
    ],
    [
      'with an order number as a figure without a plus',
      resaved(wechatCells(day), (t) => (/^\d{20,}$/.test(t) ? `${t[0]}.${t.slice(1, 6)}E27` : t)),
      'bill.resaved',
    ],
    [
      'with order numbers ending in noughts',
      resaved(wechatCells(day), (t) => (/^\d{20,}$/.test(t) ? t.slice(0, 15).padEnd(t.length, '0') : t)),
      'bill.resaved',
    ],
    ['with a repeated row that its sums count', wechatBill([...day, day[0]!]), 'bill.rows_doubled'],
    ['with a fee finer than a fen', bill.replace(/`0\.06000,`0\.60%/, '`0.06010,`0.60%'), 'bill.totals_mismatch'],
  ])('%s is refused', async (_, content, code) => {
    const { first } = await readAs(content);
    expect(first.error?.code).toBe(code);
    expect(first.totals.proof).not.toBe('ok');
  });

  it('counts a repeated row once when the sums do', async () => {
    const { first, totals } = await readAs(wechatBill([...day, day[3]!], { claimed: day }));
    expect(first).toMatchObject({ error: null, rows: { total: day.length + 1, valid: day.length, duplicate: 1 } });
    expect(totals).toMatchObject({ ...total, proof: 'ok' });
    expect(first.issues).toMatchObject([{ row: day.length + 2, code: 'duplicate.in_file', params: { row: 5 } }]);
  });

  it('says which cell it cannot read', async () => {
    const { first } = await readAs(bill.replace('`SUCCESS,', '`UNKNOWN,'));
    expect(first.issues[0]).toMatchObject({
      row: 2,
      field: 'state',
      column: '交易状态',
      code: 'enum.unknown',
      value: 'UNKNOWN',
    });
  });
});

const FUND = `记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号
\`2025-06-16 04:21:23,\`50000305742018020103387128253,\`1900009231201802015884652186,\`交易,\`交易,\`收入,\`100.00,\`100.17,\`system,\`缺货,整单退,\`P1
\`2025-06-16 04:21:23,\`50000305742018020103387128253,\`1900009231201802015884652187,\`交易,\`扣除交易手续费,\`支出,\`0.60,\`99.57,\`system,\`,\`P1
\`2025-06-16 05:21:23,\`50000305742018020103387128254,\`1900009231201802015884652188,\`退款,\`退款,\`支出,\`40.00,\`59.57,\`system,\`,\`R1
\`2025-06-16 05:21:23,\`50000305742018020103387128254,\`1900009231201802015884652189,\`退款,\`退还交易手续费,\`收入,\`0.24,\`59.81,\`system,\`,\`R1
\`2025-06-16 06:00:00,\`50000305742018020103387128255,\`1900009231201802015884652190,\`充值/提现,\`提现,\`支出,\`50.00,\`9.81,\`system,\`,\`W1
资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额
\`5.0,\`2.0,\`100.24,\`3.0,\`90.60
`;

describe('a fund bill of WeChat', () => {
  const expected = { payments: 1, refunds: 1, settleFen: 10_000, refundFen: 4_000, feeFen: 36, netFen: 5_964 };

  it.each([
    ['half-width brackets', FUND],
    ['full-width brackets', FUND.replaceAll('(元)', '（元）')],
  ])('with %s is proven by counts and sums of each direction', async (_, content) => {
    const { first, totals } = await readAs(content);
    expect(first.kind).toBe('wechat-fund');
    expect(first.error).toBeNull();
    expect(totals).toMatchObject({ ...expected, incomes: 2, incomeFen: 10_024, expenses: 3, expenseFen: 9_060 });
    expect(totals.proof).toBe('ok');
  });

  it('that claims another sum is refused with both', async () => {
    const { first } = await readAs(FUND.replace('`90.60', '`90.61'));
    expect(first.error).toMatchObject({
      code: 'bill.totals_mismatch',
      params: { what: '支出金额', claimed: '90.61', computed: '90.60' },
    });
  });
});
