import { createHash } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '@shared/kernel/result';
import { exportAudit } from '@renderer/workers/sheet/export-audit';
import { openCore, type OpenedCore } from '../../support/open-core';
import { createOne, dumpTables, failInTransaction, syntheticMerchant } from '../../support/factories/merchants';

let core: OpenedCore;
beforeEach(async () => {
  core = await openCore();
  for (let n = 1; n <= 5; n++) await createOne(core, n);
});
afterEach(() => core.close());

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const ALL = { log: 'all', locale: 'zh', fileName: '审计日志.xlsx' } as const;

async function workbook(filter: { log: 'all' | 'operations'; action?: string }): Promise<ExcelJS.Workbook> {
  const client = core.as('auditor');
  const { chunks } = unwrap(await exportAudit(client, { locale: 'zh', filter, fileName: ALL.fileName }));
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.concat(chunks) as never);
  return book;
}

function columnsOf(sheet: ExcelJS.Worksheet): Record<string, string[]> {
  const headers = (sheet.getRow(1).values as string[]).slice(1);
  return Object.fromEntries(
    headers.map((header, i) => [
      header,
      Array.from({ length: sheet.rowCount - 1 }, (_, row) => sheet.getRow(row + 2).getCell(i + 1).text),
    ]),
  );
}

describe('an exported log', () => {
  it('can be checked by a stranger with nothing but SHA-256, as its second sheet says', async () => {
    const book = await workbook({ log: 'all' });
    const log = columnsOf(book.worksheets[0]!);
    const { 项目: items, 内容: values } = columnsOf(book.worksheets[1]!);
    const fact = (name: string): string => values![items!.indexOf(name)]!;
    const [texts, hashes, previous] = [log['校验原文']!, log['校验值']!, log['前一条校验值']!];
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.map(sha256)).toEqual(hashes);
    expect(previous).toEqual(['0'.repeat(64), ...hashes.slice(0, -1)]);
    expect(fact('导出内容 SHA-256')).toBe(sha256(hashes.join('\n')));
    expect(fact('导出条数')).toBe(String(hashes.length));
    expect([fact('首条序号'), fact('末条序号')]).toEqual(['1', String(hashes.length)]);
    expect(fact('导出时全链校验结论')).toBe('完整无误');
    expect(fact('日志末尾')).toBe(`${hashes.length} · ${hashes.at(-1)}`);
    expect(log['操作']).toContain('新增商户');
    expect(log['变更']!.join()).toContain('商户名称');
    expect(items!.join()).toContain('如何自行复核');
  });

  it('holds no sensitive value, only masks', async () => {
    const text = JSON.stringify(columnsOf((await workbook({ log: 'all' })).worksheets[0]!));
    for (let n = 1; n <= 5; n++) {
      const { contactPhone = '', accountNo = '', legalIdNo = '', name = '' } = syntheticMerchant(n);
      expect(text).toContain(name);
      expect([contactPhone, accountNo, legalIdNo].filter((value) => text.includes(value))).toEqual([]);
    }
    expect(text).toContain('****');
  });

  it('of a filter has only what passes, and says what was asked', async () => {
    const book = await workbook({ log: 'operations', action: 'merchant.create' });
    expect(new Set(columnsOf(book.worksheets[0]!)['操作'])).toEqual(new Set(['新增商户']));
    expect(columnsOf(book.worksheets[1]!)['内容']).toContain('log=operations action=merchant.create');
  });
});

describe('audit.export', () => {
  it('is an entry of its own in the export log, with file, rows, columns, filter and the hash of what was taken', async () => {
    const { proof } = unwrap(await core.as('auditor').execute('audit.export', ALL));
    const { rows } = unwrap(await core.as('super').ask('audit.list', { log: 'exports', limit: 5 }));
    expect(rows[0]).toMatchObject({
      action: 'audit.export',
      targetLabel: '审计日志.xlsx',
      counts: { rows: proof.rows },
    });
    expect(rows[0]!.diff).toEqual([
      { field: 'fileName', before: '', after: '审计日志.xlsx' },
      { field: 'filter', before: '', after: 'log=all' },
    ]);
    const stored = await core.core.context.db.table('audit').get(rows[0]!.seq);
    expect(stored!.rowsHash).toBe(proof.rowsSha256);
    expect(core.host.anchors.at(-1)).toMatchObject({ why: 'export', seq: rows[0]!.seq });
  });

  it('is denied without the permission and refused for nonsense', async () => {
    expect(await core.as('finance').execute('audit.export', ALL)).toMatchObject({ error: { code: 'access.denied' } });
    expect(await core.as('auditor').execute('audit.export', { ...ALL, log: 'x' as 'all' })).toMatchObject({
      error: { code: 'input.invalid' },
    });
  });

  it('stores nothing when its entry cannot be stored, and hands nothing out', async () => {
    const before = await dumpTables(core);
    const stop = failInTransaction(core);
    const result = await core.as('auditor').execute('audit.export', ALL);
    stop();
    expect(result.ok).toBe(false);
    expect(await dumpTables(core)).toBe(before);
  });
});

describe('the export log', () => {
  it('tells of merchants taken which file, columns and filter, and hides what may be a number somebody looked for', async () => {
    const query = {
      filter: { text: '13800001234', status: ['ACTIVE' as const] },
      sort: { field: 'merchantNo', descending: false },
    };
    const taken = { ...query, fields: ['name', 'status'], format: 'xlsx' as const, fileName: '商户.xlsx' };
    unwrap(await core.as('super').execute('merchant.export', taken));
    const { rows } = unwrap(await core.as('super').ask('audit.list', { log: 'exports', limit: 1 }));
    expect(rows[0]!.diff.map((d) => [d.field, d.after])).toEqual([
      ['fields', 'name, status'],
      ['fileName', '商户.xlsx'],
      ['filter', 'text=*** status=ACTIVE'],
    ]);
    expect(JSON.stringify(await core.core.context.db.table('audit').toArray())).not.toContain('13800001234');
  });
});
