import { describe, expect, it } from 'vitest';
import { toGbk } from '../../support/factories/gbk';
import { readAs } from './read-as';

const ROWS: [string, string, number, number][] = [
  ['20250616', '09:12:33', -1_280_000, 18_720_000],
  ['20250617', '06:01:02', 4_955_345, 23_675_345],
  ['20250617', '06:01:02', 1_339_516, 25_014_861],
  ['20250617', '15:00:00', -35_000, 24_979_861],
  ['20250618', '10:20:30', 250_000, 25_229_861],
];
const yuan = (fen: number) => (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
const q = (fen: number) => `"${yuan(fen)}"`;
const TOTAL = { payments: 3, settleFen: 6_544_861, refunds: 2, refundFen: 1_315_000, netFen: 5_229_861 };

const twoColumns = (rows = ROWS, foot = true) =>
  [
    '账号：,6200009999000000001\t',
    '户名：,测试运营有限公司',
    '交易日期,交易时间,凭证号,摘要,借方发生额,贷方发生额,余额,对方户名,对方账号,附言',
    ...rows.map(
      ([d, t, a, b], i) =>
        `${d},${t},V${i},摘要,${a < 0 ? q(-a) : ''},${a > 0 ? q(a) : ''},${q(b)},某公司,62001\t,附言`,
    ),
    ...(foot ? [`合计,,,,"13,150.00","65,448.61",,,,`, '借方笔数：,2,贷方笔数：,3'] : []),
  ].join('\r\n');
const marked = (mark: (a: number) => string, amount: (a: number) => number = Math.abs) =>
  [
    '某银行交易明细,,,,,',
    '记账日期,交易金额,借贷标志,账户余额,对方户名,摘要',
    ...ROWS.map(
      ([d, , a, b]) => `${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6)},${q(amount(a))},${mark(a)},${q(b)},某,摘要`,
    ),
  ].join('\n');

describe('a statement of a bank account', () => {
  it.each<[string, string | Uint8Array]>([
    ['two columns of money', toGbk(twoColumns())],
    ['two columns of money, the newest first', twoColumns([...ROWS].reverse())],
    ['movements of one moment shuffled', twoColumns([ROWS[0]!, ROWS[2]!, ROWS[1]!, ROWS[3]!, ROWS[4]!])],
    ['an amount and 借 or 贷', marked((a) => (a < 0 ? '借' : '贷'))],
    ['an amount and D or C', marked((a) => (a < 0 ? 'D' : 'C'))],
    ['an amount and 支出 or 收入', marked((a) => (a < 0 ? '支出' : '收入'))],
    [
      'a signed amount and a mark beside it',
      marked(
        (a) => (a < 0 ? '支' : '收'),
        (a) => a,
      ),
    ],
    [
      'a signed amount and nothing else',
      marked(
        () => '',
        (a) => a,
      ).replace('借贷标志', '备用'),
    ],
    ['the sides from the other end', marked((a) => (a < 0 ? '贷' : '借'))],
    [
      'brackets, blanks and dashes',
      twoColumns()
        .replace('借方发生额', '交易金额(支出)')
        .replace('贷方发生额', '交易金额(收入)')
        .replaceAll(',,', ',-,'),
    ],
    [
      'tabs',
      twoColumns()
        .replaceAll(/"([^"]*)"/g, (_, t: string) => t.replaceAll(',', ''))
        .replaceAll(',', '\t'),
    ],
    [
      'its header on every page',
      twoColumns().replace(
        '\r\n20250617,15',
        `\r\n本页合计,,,,1.00,2.00,,,,\r\n${twoColumns().split('\r\n')[2]}\r\n20250617,15`,
      ),
    ],
    ['a remark below', `${twoColumns()}\r\n打印时间：2025-06-20 10:00:00\r\n本对账单仅供参考,,,`],
  ])('with %s is read, and its balances prove it', async (_, content) => {
    const { first, totals } = await readAs(content);
    expect(first.error).toBeNull();
    expect(first).toMatchObject({ kind: 'bank', rows: { total: 5, valid: 5, invalid: 0 } });
    expect(totals).toMatchObject({ ...TOTAL, proof: 'ok', openingFen: 20_000_000, closingFen: 25_229_861 });
  });

  it.each([
    ['Date,Description,Withdrawals,Deposits,Balance', '16/06/2025', '05/07/2025'],
    ['Transaction Date,Details,Money Out,Money In,Running Balance', '6/16/2025', '7/5/2025'],
  ])('in English (%s) has its days the right way round', async (header, ...days) => {
    const { first, lines } = await readAs(`${header}\n${days[0]},a,10.00,,90.00\n${days[1]},b,,5.00,95.00\n`);
    expect(first).toMatchObject({ kind: 'bank', error: null, totals: { proof: 'ok' } });
    expect(lines.map(({ bizDate, amountFen }) => [bizDate, amountFen])).toEqual([
      ['2025-06-16', -1_000],
      ['2025-07-05', 500],
    ]);
  });

  it('whose sums stand in a row of their own is proven by them; equal charges of one day stay apart', async () => {
    const rows = ['2025-06-16,费,10.00,,90.00', '2025-06-16,费,10.00,,80.00', '2025-06-16,费,10.00,,70.00'];
    const text = ['交易日期,摘要,借方金额,贷方金额,余额', ...rows, '借方合计,30.00,贷方合计,0.00,'].join('\n');
    const { first, lines } = await readAs(text);
    expect(first).toMatchObject({
      error: null,
      rows: { valid: 3, invalid: 0 },
      totals: { expenseFen: 3_000, proof: 'ok' },
    });
    expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
  });

  it('without balances proves nothing', async () => {
    const { totals } = await readAs(
      '交易日期,借方发生额,贷方发生额,对方户名,摘要\n20250616,1.00,,某,a\n20250617,,2.50,某,b\n',
    );
    expect(totals).toMatchObject({ proof: 'none', claimed: null, settleFen: 250, refundFen: 100 });
  });

  it('whose first row cannot be read proves nothing by the balances of the rest', async () => {
    const { first, totals } = await readAs(twoColumns(ROWS, false).replace('20250616', '2025061x'));
    expect(first.rows).toMatchObject({ valid: 4, invalid: 1 });
    expect(totals.proof).toBe('none');
  });

  it('with a row missing breaks off, and says where', async () => {
    const { first } = await readAs(
      twoColumns(
        ROWS.filter((_, i) => i !== 3),
        false,
      ),
    );
    expect(first.error).toMatchObject({
      code: 'bill.balance_broken',
      params: { row: 7, expected: '252648.61', found: '252298.61' },
    });
    expect(first.totals.proof).toBe('mismatch');
  });

  it('whose sums are wrong is refused with both numbers', async () => {
    const { first } = await readAs(twoColumns().replace('"65,448.61"', '"65,448.60"'));
    expect(first.error).toMatchObject({
      code: 'bill.totals_mismatch',
      params: { claimed: '65448.60', computed: '65448.61' },
    });
  });

  it('tells a row that is no movement from one that cannot be read', async () => {
    const { first } = await readAs(twoColumns(ROWS, false).replace('"350.00"', '"350.0x"'));
    expect(first.issues).toMatchObject([{ row: 7, code: 'amount.invalid', column: '借方发生额', value: '350.0x' }]);
  });
});
