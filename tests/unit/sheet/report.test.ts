import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportSheet } from '@shared/contracts/sheet';
import { packColumn } from '@shared/kernel/columns';
import { unwrap } from '@shared/kernel/result';
import { exportTxns } from '@renderer/workers/sheet/export-txns';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { writeReport } from '@renderer/workers/sheet/write-report';
import { findLibreOffice, LibreOffice } from '../../support/libre-office';
import { grid } from './workbook-builder';
import { joined } from './written';

const program = findLibreOffice();
const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false';
const REPORT: ReportSheet = {
  name: '渠道',
  title: '渠道（净额）',
  notes: ['日期：2025-06-01 至 2025-06-30', '数据截至 2025-06-17'],
  columns: [
    { header: '项目', kind: 'text' },
    { header: '支付笔数', kind: 'count' },
    { header: '净额', kind: 'fen' },
    { header: '客单价', kind: 'fen', sum: false },
    { header: '退款率', kind: 'ppm' },
  ],
  rows: [
    ['微信支付', 1_234, 123_456_789, 100_046, 12_345],
    ['=1+1', 5, -50, -10, null],
    ['没有账单的一天', null, null, null, null],
  ],
  totals: true,
};

describe('a report as a workbook', () => {
  it('holds titles, notes, figures and empty cells where nothing is known', async () => {
    const { sheets } = unwrap(await readSpreadsheet(joined(await writeReport([REPORT])), 'x.xlsx'));
    expect(sheets.map(({ name }) => name)).toEqual(['渠道']);
    const text = JSON.stringify(grid(sheets[0]!));
    for (const wanted of ['渠道（净额）', '数据截至 2025-06-17', '微信支付', '1234567.89', '=1+1'])
      expect(text).toContain(wanted);
  });

  it('is written without a row, too', async () => {
    const [bytes] = await writeReport([{ ...REPORT, rows: [] }]);
    expect(bytes!.length).toBeGreaterThan(1_000);
  });
});

describe.skipIf(!program)(
  `in LibreOffice${program ? '' : ' (skipped: soffice is not installed)'}`,
  { timeout: 120_000 },
  () => {
    let office: LibreOffice;
    beforeAll(() => {
      office = new LibreOffice(program!);
    });
    afterAll(() => office.close());
    const lines = async (bytes: Uint8Array, name: string): Promise<string[]> =>
      new TextDecoder()
        .decode(await office.convert(bytes, name, CSV))
        .trim()
        .split(/\r?\n/);

    it('a report reads the same, its sums worked out there', async () => {
      const read = await lines(joined(await writeReport([REPORT])), 'report.xlsx');
      expect(read.slice(3)).toEqual([
        '项目,支付笔数,净额,客单价,退款率',
        '微信支付,1234,1234567.89,1000.46,1.2345%',
        '=1+1,5,-0.5,-0.1,',
        '没有账单的一天,,,,',
        'Σ,1239,1234567.39,,',
      ]);
    });

    it('transactions read the same, long numbers whole', async () => {
      const values: Record<string, string[]> = {
        bizDate: ['2025-06-16', '2025-06-17'],
        kind: ['pay', 'refund'],
        channel: ['WECHAT', 'ALIPAY'],
        settleYuan: ['1234.56', '0.00'],
        refundYuan: ['0.00', '10.00'],
        txnNo: ['4200001000202506160000000001', '=2+3'],
      };
      const columns = Object.fromEntries(Object.entries(values).map(([name, list]) => [name, packColumn(list)]));
      const totals = {
        lines: 2,
        payments: 1,
        refunds: 1,
        revoked: 0,
        orderFen: 123_456,
        settleFen: 123_456,
        refundFen: 1_000,
        feeFen: 741,
        netFen: 121_715,
      };
      const core = {
        execute: () => Promise.resolve({ ok: true, value: { batch: { rows: 2, columns }, totals } }),
        ask: () => Promise.reject(new Error('nothing is asked')),
      } as unknown as Parameters<typeof exportTxns>[0];
      const filter = { from: '2025-06-16', to: '2025-06-17' };
      const { chunks } = unwrap(await exportTxns(core, { format: 'xlsx', filter, locale: 'zh', fileName: 'x.xlsx' }));
      expect(await lines(joined(chunks), 'txns.xlsx')).toEqual([
        '日期,类型,渠道,应结金额（元）,退款金额（元）,平台单号',
        '2025-06-16,支付,微信支付,1234.56,0,4200001000202506160000000001',
        '2025-06-17,退款,支付宝,0,10,=2+3',
      ]);
    });
  },
);
