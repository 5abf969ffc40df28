import { describe, expect, it } from 'vitest';
import { readBill } from '@shared/imports/bills/read-bill';
import { ChannelCollector } from '@shared/imports/bills/by-channel';
import { takeMark } from '@shared/imports/file-mark';
import { unwrap } from '@shared/kernel/result';
import { readBillFiles } from '@renderer/workers/sheet/bill-files';
import { writeTemplate } from '@renderer/workers/sheet/template';
import { readAs } from './read-as';

async function cellsOf(locale: 'zh' | 'en'): Promise<{ header: string[]; example: string[] }> {
  const bytes = new Uint8Array(await new Blob((await writeTemplate('txn', locale)) as BlobPart[]).arrayBuffer());
  const { files } = unwrap(await readBillFiles(bytes, '交易导入模板.xlsx'));
  const { sheets, mark } = takeMark(files[0]!.book!.sheets);
  expect(mark).toMatchObject({ kind: 'template', source: 'txn', version: 1 });
  const row = (n: number) => Array.from({ length: sheets[0]!.columnCount }, (_, c) => sheets[0]!.cell(n, c));
  return { header: row(0), example: row(1) };
}

const ROWS = [
  '2025-06-16,09:30:00,微信支付,1900012345,收款,W1,100.00,0.60,O1,,扫码,店,1,茶,',
  '2025-06-16,10:00,现金,SHOP-1,收款,C1,"1,000.00",,,,,店,,米,',
  '2025-06-17,,微信,1900012345,退款,W2,40.00,0.24,O1,W1,,店,1,茶,退一件',
];

describe('the template of transactions', () => {
  it.each(['zh', 'en'] as const)('in %s is read back by itself: its example is no line', async (locale) => {
    const { header, example } = await cellsOf(locale);
    const words: Record<string, string> = {
      微信支付: 'WeChat Pay',
      微信: 'WeChat Pay',
      现金: 'Cash',
      收款: 'Receipt',
      退款: 'Refund',
    };
    const rows =
      locale === 'zh' ? ROWS : ROWS.map((row) => row.replace(/微信支付|微信|现金|收款|退款/g, (word) => words[word]!));
    const { first, lines } = await readAs([header.join(','), example.join(','), ...rows].join('\n'));
    expect(first.error).toBeNull();
    expect(first).toMatchObject({ kind: 'template', issues: [], rows: { total: 3, valid: 3 } });
    expect(first.totals).toMatchObject({ payments: 2, refunds: 1, settleFen: 110_000, refundFen: 4_000, feeFen: 36 });
    expect(lines.map(({ row, channel, key, second }) => [row, channel, key, second])).toEqual([
      [3, 'WECHAT', 'pay:W1', 34_200],
      [4, 'CASH', 'pay:C1', 36_000],
      [5, 'WECHAT', 'ref:W2', 0],
    ]);
  });

  it('is stored as a bill for each channel, whose sums add up to its own', async () => {
    const { header } = await cellsOf('zh');
    const { files } = unwrap(
      await readBillFiles(new TextEncoder().encode([header.join(','), ...ROWS].join('\n')), 'x.csv'),
    );
    const lines = new ChannelCollector();
    const reading = readBill(files[0]!.book!.sheets[0]!, { onLine: lines.add })!;
    expect(lines.finish(reading)).toMatchObject([
      {
        channel: 'WECHAT',
        rows: { valid: 2 },
        totals: { settleFen: 10_000, refundFen: 4_000, feeFen: 36, netFen: 5_964 },
      },
      {
        channel: 'CASH',
        rows: { valid: 1 },
        totals: { settleFen: 100_000, netFen: 100_000 },
        groups: [{ account: 'SHOP-1' }],
      },
    ]);
  });

  it('says which cell is empty, and which word is no channel', async () => {
    const { header } = await cellsOf('zh');
    const bad = [ROWS[0]!.replace('W1', ''), ROWS[1]!.replace('现金', '赊账')];
    const { first } = await readAs([header.join(','), ...bad].join('\n'));
    expect(first.issues).toMatchObject([
      { row: 2, code: 'required', column: '*渠道订单号' },
      { row: 3, code: 'enum.unknown', column: '*收款渠道', value: '赊账' },
    ]);
  });
});
