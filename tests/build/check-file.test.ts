import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckFileReport } from '@build/tools/check-file/empty-report';
import { writeFailedRows } from '@renderer/workers/sheet/failed-rows';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import { writeTemplate } from '@renderer/workers/sheet/template';
import { createPlan } from '@shared/imports/plan';
import { understandSheets } from '@shared/imports/understand';
import { unwrap } from '@shared/kernel/result';
import { buildBook } from '../unit/sheet/workbook-builder';
import { wechatBill, wechatDay } from '../support/factories/bills';
import { zipOf } from '../support/factories/zip';
import { merchantCells, ROW_HEADER } from '../support/factories/merchant-row';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIXTURES = join(ROOT, 'tests/fixtures/merchants');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as npm does; the whole of stdout must be one JSON document. */
function run(...args: string[]): Promise<{ code: number; report: CheckFileReport }> {
  const command = [join(ROOT, 'build/tools/check-file.mjs'), ...args];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      try {
        resolve({
          code: typeof error?.code === 'number' ? error.code : 0,
          report: JSON.parse(stdout) as CheckFileReport,
        });
      } catch {
        reject(new Error(`not one JSON document: ${stdout.slice(0, 200)}`));
      }
    });
  });
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const csv = (rows: string[][]) => rows.map((cells) => cells.map((c) => `"${c}"`).join(',')).join('\r\n');

describe('check-file', { timeout: 60_000 }, () => {
  it('reports a messy workbook: counts, mapping, issues, values and cells', async () => {
    const { code, report } = await run(join(FIXTURES, 'merchants_messy_open_160.xlsx'), '--values', '--dump');
    expect(code).toBe(0);
    expect(report).toMatchObject({
      file: 'merchants_messy_open_160.xlsx',
      format: 'xlsx',
      encoding: null,
      kind: 'merchants',
      sheets: [{ name: 'Sheet1', rows: 161, columns: 22 }],
      headerRow: 1,
      rows: { total: 160, valid: 104, invalid: 36, duplicate: 15, skipped: 5 },
      error: null,
    });
    expect(report.mapping).toMatchObject({ name: '*商户名称（必填）', uscc: '营业执照号', settleCycle: '结算方式' });
    expect(report.issues.find((i) => i.row === 10)).toMatchObject({ field: 'uscc', code: 'uscc.checksum' });
    expect(report.issues.find((i) => i.row === 10)?.message).toMatch(/\p{Script=Han}/u);
    expect(report.records).toHaveLength(160);
    expect(report.records?.find((r) => r.row === 7)).toMatchObject({
      status: 'valid',
      values: { province: '黑龙江省', contactPhone: '13600000006' },
    });
    expect(report.records?.every((r) => r.status !== 'valid' || Number.isInteger(r.values['ratePpm']))).toBe(true);
    expect(report.dump?.[0]?.cells[0]?.[0]).toBe('*商户名称（必填）');
    expect(report.dump?.[0]?.cells).toHaveLength(161);
  });

  it('prints enums by their label and tells the encoding of a text file', async () => {
    const { code, report } = await run(join(FIXTURES, 'merchants_clean_120_gbk.csv'), '--values');
    expect(code).toBe(0);
    expect(report).toMatchObject({ format: 'csv', encoding: 'gb18030', rows: { total: 120, valid: 120 } });
    expect(report.totals).toMatchObject({
      byMerchantType: { 餐饮: 26, 零售: 48, 服务: 25, 批发: 18, 其他: 3 },
      ratePpm: 618_600,
    });
    expect(['零售', '批发', '餐饮', '服务', '其他']).toContain(report.records?.[0]?.values['merchantType']);
  });

  it('proves a bill: kind, counts, totals, what the file claims, and days', async () => {
    const { code, report } = await run(write('bill.csv', wechatBill(wechatDay(40))));
    expect(code).toBe(0);
    expect(report).toMatchObject({ kind: 'wechat-trade', headerRow: 1, issues: [], error: null });
    expect(report.rows).toEqual({ total: 40, valid: 40, invalid: 0, duplicate: 0, skipped: 0 });
    expect(report.totals).toMatchObject({ proof: 'ok', claimed: { rows: 40 } });
    expect(report.days).toEqual({ '2025-06-16': 40 });
  });

  it('refuses a bill whose rows do not add up, with both numbers', async () => {
    const { code, report } = await run(write('short.csv', wechatBill(wechatDay(5)).replace(/\n`2025[^\n]*/, '')));
    expect(code).toBe(2);
    expect(report.error).toMatchObject({ code: 'bill.totals_mismatch' });
    expect(report.error?.message).toMatch(/总交易单数写的是 5，逐行相加是 4/);
    expect(report.totals).toMatchObject({ proof: 'mismatch' });
  });

  it('opens archives and the answer that there is no bill', async () => {
    const zip = zipOf({ '16.csv': wechatBill(wechatDay(3)), '17.csv': wechatBill(wechatDay(4, '2025-06-17')) });
    const { report } = await run(write('bills.zip', zip));
    expect(report).toMatchObject({ format: 'zip', kind: 'wechat-trade', rows: { total: 7, valid: 7 }, error: null });
    expect(report.files?.map((f) => f.rows.valid)).toEqual([3, 4]);
    const none = '<xml><return_code>FAIL</return_code><return_msg>No Bill Exist</return_msg></xml>';
    expect(await run(write('none.xml', none))).toMatchObject({
      code: 0,
      report: { kind: 'wechat-trade', rows: { total: 0 }, error: null },
    });
  });

  it('reads a file as what it is told to be', async () => {
    const path = write('two.csv', csv([ROW_HEADER, merchantCells(1), merchantCells(1)]));
    expect((await run(path, '--as', 'merchants')).report.rows).toMatchObject({ total: 2, valid: 1, duplicate: 1 });
    const asBank = await run(path, '--as', 'bank');
    expect(asBank).toMatchObject({ code: 2, report: { kind: 'bank', error: { code: 'bill.unknown_layout' } } });
  });

  it('dumps a lone cell in the last corner without the desert before it', async () => {
    const rows = '<row r="1"><c r="B1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>';
    const { code, report } = await run(write('corner.xlsx', buildBook({ rows })), '--dump');
    expect(code).toBe(0);
    expect(report.sheets[0]).toMatchObject({ rows: 1_048_576, columns: 16_384 });
    const cells = report.dump?.[0]?.cells ?? [];
    expect([cells.length, cells[0], cells[1], cells.at(-1)?.length]).toEqual([1_048_576, ['', '1'], [], 16_384]);
    expect(cells.at(-1)?.at(-1)).toBe('3');
  });

  it('says that a template of ours is not filled in, and judges left-over rows as it did before', async () => {
    const template = Buffer.concat(await writeTemplate('merchant', 'zh'));
    expect((await run(write('template.xlsx', template))).report).toMatchObject({
      sheets: [{ name: '商户' }, { name: '填写说明' }],
      error: { code: 'file.template_empty' },
    });
    const name = 'merchants_messy_open_160.xlsx';
    const { sheets } = unwrap(await readSpreadsheet(new Uint8Array(readFileSync(join(FIXTURES, name))), name));
    const found = unwrap(understandSheets(sheets));
    const plan = createPlan(found.sheet, found.headerRow, found.mapping).checkAll();
    const left = await run(write('left.xlsx', Buffer.concat(await writeFailedRows(plan, found, 'zh'))));
    const first = await run(join(FIXTURES, name));
    expect(left.report).toMatchObject({ sheets: [{ name: '未导入的行' }], headerRow: 1, rows: { invalid: 36 } });
    expect(left.report.mapping).toEqual(first.report.mapping);
    const errors = ({ report }: typeof left) =>
      report.issues
        .filter((i) => i.severity === 'error' && i.code !== 'duplicate.in_file')
        .map((i) => [i.field, i.code, i.message]);
    expect(errors(left)).toEqual(errors(first));
  });

  it.each<[string, () => string[], string]>([
    ['a SYLK file', () => [write('s.slk', 'ID;PWXL;N;E\r\nC;Y1;X1;K"a"\r\nE\r\n')], 'file.unsupported_format'],
    ['a web archive', () => [write('w.xls', 'MIME-Version: 1.0\r\n\r\n<table></table>')], 'file.unsupported_format'],
    ['JSON', () => [write('j.csv', '{"a": [1, 2]}')], 'file.unsupported_format'],
    ['a personal bill', () => [write('p.csv', '微信支付账单明细,,\n微信昵称：[某],,\n')], 'file.personal_bill'],
    ['a file that is not there', () => [join(folder, 'none.xlsx')], 'file.not_found'],
    ['a folder', () => [folder], 'file.not_found'],
    ['an empty file', () => [write('empty.xlsx', '')], 'file.empty'],
    ['a header without rows', () => [write('h.csv', csv([ROW_HEADER]))], 'file.no_data'],
    [
      'a sheet that is not there',
      () => [write('s.csv', csv([ROW_HEADER, merchantCells(1)])), '--sheet', '没有'],
      'file.no_sheets',
    ],
    [
      'merchants without a header',
      () => [write('n.csv', csv([merchantCells(1)])), '--as', 'merchants'],
      'file.no_header',
    ],
    ['no file at all', () => [], 'input.invalid'],
    ['two files', () => ['a', 'b'], 'input.invalid'],
    ['an unknown option', () => ['a', '--frobnicate'], 'input.invalid'],
    ['an unknown kind', () => ['a', '--as', 'poem'], 'input.invalid'],
  ])('refuses %s with a typed error and exit 2', async (_, args, errorCode) => {
    const { code, report } = await run(...args());
    expect(code).toBe(2);
    expect(report.error?.code).toBe(errorCode);
    expect(report.error?.message).toMatch(/\p{Script=Han}/u);
    expect(report.error?.message).not.toMatch(/[{}[\]]/);
  });

  it('refuses a broken workbook', async () => {
    const { code, report } = await run(
      write('broken.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8])),
    );
    expect(code).toBe(2);
    expect(report.error?.code).toMatch(/^file\./);
  });
});
