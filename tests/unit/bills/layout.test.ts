import { describe, expect, it } from 'vitest';
import { readBill } from '@shared/imports/bills/read-bill';
import type { BillLine } from '@shared/imports/bills/define';
import { checkLayout, layoutId, layoutSource, type BillLayout } from '@shared/imports/bills/layout';
import { guessHeaderRow, proposeLayout } from '@shared/imports/bills/propose-layout';
import { unwrap } from '@shared/kernel/result';
import { readBillFiles } from '@renderer/workers/sheet/bill-files';

async function sheetOf(text: string) {
  const { files } = unwrap(await readBillFiles(new TextEncoder().encode(text), 'x.csv'));
  return files[0]!.book!.sheets[0]!;
}
async function proposed(text: string) {
  const sheet = await sheetOf(text);
  return proposeLayout(sheet, guessHeaderRow(sheet) + 1, 'x')!;
}
async function readBy(layout: BillLayout, text: string) {
  const lines: BillLine[] = [];
  const source = layoutSource(layout);
  const own = (labels: readonly string[]) => (layoutId(labels) === layout.id ? source : undefined);
  const reading = readBill(await sheetOf(text), { own, onLine: (line) => lines.push(line) });
  return { reading, lines };
}

/** No bank of these words is known. */
const STATEMENT = `账户查询结果
起息,去向,进账,出账,滚存
16/06/2025 09:12:33,甲公司,1000.00,,"1,500.00"
17/06/2025 08:00:00,乙公司,,"200.50","1,299.50"
17/06/2025 08:00:00,乙公司,,"200.50","1,099.00"
`;
const named = async (): Promise<BillLayout> => {
  const { layout } = await proposed(STATEMENT);
  return {
    ...layout,
    kind: 'bank',
    channel: 'BANK',
    columns: { date: '起息', counterName: '去向', inFen: '进账', outFen: '出账', balanceFen: '滚存' },
  };
};
const RECEIPTS = `成交时刻,进项,出项,扣率费,小票,收银台
2025-06-16 10:00:00,10000,,60,T1,A
2025-06-16 11:00:00,,4000,24,T2,A
2025-06-16 12:00:00,500,,3,T3,B
`;

describe('a table whose columns somebody named', () => {
  it('is found under its title, with days by what stands in them', async () => {
    const { headerRow, headers, samples, layout } = await proposed(STATEMENT);
    expect(headerRow).toBe(2);
    expect(headers).toEqual(['起息', '去向', '进账', '出账', '滚存']);
    expect(samples[0]).toEqual(['16/06/2025 09:12:33', '甲公司', '1000.00', '', '1,500.00']);
    expect(layout).toMatchObject({ dateOrder: 'dmy', columns: { date: '起息' } });
  });

  it('is proposed by usual names where there are any', async () => {
    const { layout } = await proposed('记账日,收入额,支出额,余额,对方户名\n2025-06-16,1.00,,1.00,x\n');
    expect(layout).toMatchObject({ kind: 'bank', dateOrder: 'ymd', columns: { date: '记账日', balanceFen: '余额' } });
    const shop = await proposed('时刻,商户订单号,手续费,交易类型,实付\n2025-06-16 08:00:00,1,0.01,消费,1.00\n');
    expect(shop.layout).toMatchObject({ kind: 'acquirer', columns: { orderNo: '商户订单号', amountFen: '实付' } });
  });

  it('has its balances proved, equal rows told apart by them, and its days the right way round', async () => {
    const { reading, lines } = await readBy(await named(), STATEMENT);
    expect(reading).toMatchObject({ kind: 'bank', error: null, rows: { valid: 3, duplicate: 0 } });
    expect(reading!.totals).toMatchObject({ incomeFen: 100_000, expenseFen: 40_100, closingFen: 109_900, proof: 'ok' });
    expect(lines.map((l) => [l.row, l.bizDate, l.second])).toEqual([
      [3, '2025-06-16', 33_153],
      [4, '2025-06-17', 28_800],
      [5, '2025-06-17', 28_800],
    ]);
    expect(new Set(lines.map((l) => l.key)).size).toBe(3);
    const broken = await readBy(await named(), STATEMENT.replace('1,299.50', '1,299.51'));
    expect(broken.reading!.error?.code).toBe('bill.balance_broken');
  });

  it('is read by name: other order, other file, same layout', async () => {
    const turned = STATEMENT.split('\n')
      .slice(1)
      .map((line) =>
        line === ''
          ? ''
          : (line.match(/("[^"]*"|[^,]*)(?:,|$)/g) ?? [])
              .map((c) => c.replace(/,$/, ''))
              .slice(0, 5)
              .reverse()
              .join(','),
      )
      .join('\n');
    const { reading } = await readBy(await named(), turned);
    expect(reading).toMatchObject({ error: null, totals: { incomeFen: 100_000, proof: 'ok' } });
  });

  it('of receipts counts in fen, and takes what went out for refunds', async () => {
    const { layout } = await proposed(RECEIPTS);
    const receipts: BillLayout = {
      ...layout,
      kind: 'acquirer',
      channel: 'POS_CARD',
      inFen: true,
      columns: { time: '成交时刻', inFen: '进项', outFen: '出项', feeFen: '扣率费', txnNo: '小票' },
    };
    const { reading, lines } = await readBy(receipts, RECEIPTS);
    expect(reading).toMatchObject({ kind: 'acquirer', error: null, source: { channel: 'POS_CARD' } });
    const sums = { payments: 2, refunds: 1, settleFen: 10_500, refundFen: 4_000, feeFen: 39, netFen: 6_461 };
    expect(reading!.totals).toMatchObject(sums);
    expect(lines.map((l) => l.key)).toEqual(['pay:T1', 'ref:T2', 'pay:T3']);
  });

  it('without numbers or balances counts equal rows as often as they stand there', async () => {
    const text = '哪天,多少,谁\n2025-06-16,5.00,x\n2025-06-16,5.00,x\n2025-06-16,5.00,x\n';
    const { layout } = await proposed(text);
    const { reading, lines } = await readBy(
      { ...layout, kind: 'acquirer', channel: 'OTHER', columns: { date: '哪天', amountFen: '多少' } },
      text,
    );
    expect(reading).toMatchObject({ rows: { valid: 3, duplicate: 0 }, totals: { settleFen: 1_500 } });
    expect(new Set(lines.map((l) => l.key)).size).toBe(3);
  });

  it('needs a day, an amount, and one meaning for a column', async () => {
    const layout = await named();
    const { date, ...others } = layout.columns;
    expect(checkLayout(layout)).toBe('');
    expect(checkLayout({ kind: 'bank', columns: others })).toBe('no_day');
    expect(checkLayout({ kind: 'bank', columns: { date: date! } })).toBe('no_amount');
    expect(checkLayout({ kind: 'bank', columns: { ...layout.columns, summary: '去向' } })).toBe('column_twice');
  });
});
