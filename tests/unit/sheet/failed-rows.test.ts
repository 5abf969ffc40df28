import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ExcelJs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeFailedRows } from '@renderer/workers/sheet/failed-rows';
import { readSpreadsheet } from '@renderer/workers/sheet/reader';
import type { RawSheet } from '@shared/imports/define';
import { takeMark, type FileMark } from '@shared/imports/file-mark';
import { createPlan, type ImportPlan, finish } from '@shared/imports/plan';
import { understandSheets, type Understood, type UnderstandOptions } from '@shared/imports/understand';
import { unwrap } from '@shared/kernel/result';
import { merchantCells, ROW_FIELDS, ROW_HEADER } from '../../support/factories/merchant-row';
import { rawSheet, type RawCell } from '../../support/factories/raw-sheet';
import { grid } from './workbook-builder';
import { joined, partsOf } from './written';

const FIXTURES = fileURLToPath(new URL('../../fixtures/merchants/', import.meta.url));
const TODAY = '2026-01-05';

interface Checked {
  found: Understood;
  plan: ImportPlan;
}

function check(sheets: readonly RawSheet[], options: UnderstandOptions = {}): Checked {
  const found = unwrap(understandSheets(sheets, options));
  return { found, plan: createPlan(found.sheet, found.headerRow, found.mapping, { today: TODAY }).checkAll() };
}

async function reopen(bytes: Uint8Array): Promise<Checked & { mark: FileMark | undefined; rows: string[][] }> {
  const { sheets, mark } = takeMark(unwrap(await readSpreadsheet(bytes, '未导入的行.xlsx')).sheets);
  return { ...check(sheets, { mark }), mark, rows: grid(sheets[0]!) };
}

async function failed({ plan, found }: Checked, locale: 'zh' | 'en' = 'zh') {
  return joined(await writeFailedRows(plan, found, locale));
}

/** What an import makes of the left-over rows: fields, values and complaints in order, whatever rows they now stand in. */
function judged({ plan }: Checked) {
  return plan.page('invalid', 0, Infinity).rows.map(({ values, issues }) => ({
    values,
    issues: issues.map(({ field, code, severity, params }) => ({ field, code, severity, params })),
  }));
}

function mapped({ found }: Checked): string[] {
  return Object.keys(found.mapping);
}

/** A row of the factory with a phone that fails, in the order of its header. */
const wrong = (n: number, changes: Parameters<typeof merchantCells>[1] = {}) =>
  merchantCells(n, { contactPhone: '12345', ...changes });
const at = (field: (typeof ROW_FIELDS)[number]) => ROW_FIELDS.indexOf(field);

describe('the rows left over', () => {
  it.each(['merchants_messy_open_160.xlsx', 'merchants_messy_open_60_gbk.csv'])(
    'of %s are judged as before when they are imported again',
    async (name) => {
      const { sheets } = takeMark(
        unwrap(await readSpreadsheet(new Uint8Array(readFileSync(FIXTURES + name)), name)).sheets,
      );
      const first = check(sheets);
      const again = await reopen(await failed(first));
      expect(judged(first).length).toBeGreaterThan(5);
      expect(judged(again)).toEqual(judged(first));
      expect(mapped(again)).toEqual(mapped(first));
      expect([again.found.isMarked, again.found.doubtful]).toEqual([true, []]);
      expect(again.plan.summary().total).toBe(first.plan.countLeftOver());
    },
  );

  it('keep every column of the file in its place, under its own header, and end with the reason', async () => {
    const header = ['序号', ...ROW_HEADER, '', '内部备注', '商户名称', '审核人', ''];
    const row = ['1', ...wrong(1), '无名列', 'x', '别名', '甲', 'y'];
    const first = check([rawSheet([header, row, ['2', ...merchantCells(2)]])]);
    const { rows, found, plan } = await reopen(await failed(first));
    expect(rows[0]).toEqual([...header, '错误原因']);
    expect(rows[1]!.slice(0, -1)).toEqual(row);
    expect(rows).toHaveLength(2);
    expect(found.mapping).toEqual(first.found.mapping);
    expect(plan.summary()).toMatchObject({ total: 1, invalid: 1 });
  });

  it('stand below their header alone, without the titles above it', async () => {
    const title = ['2025年第二季度商户信息汇总表'];
    const first = check([rawSheet([title, ['制表部门：运营部'], [], ROW_HEADER, wrong(1)])]);
    expect(first.found.headerRow).toBe(4);
    const { rows } = await reopen(await failed(first));
    expect(rows[0]!.slice(0, -1)).toEqual(ROW_HEADER);
  });

  it('bring the headings of column groups along', async () => {
    const groups = ROW_FIELDS.map(
      (f) => ({ legalName: '法人信息', contactName: '联系人信息', province: '所在地' })[f as string] ?? '',
    );
    groups[0] = '基本信息';
    const header = ROW_FIELDS.map(
      (f, i) => ({ legalName: '姓名', contactName: '姓名' })[f as string] ?? ROW_HEADER[i]!,
    );
    const first = check([rawSheet([groups, header, wrong(1), merchantCells(2)])]);
    expect(first.found.mapping).toMatchObject({ legalName: at('legalName'), contactName: at('contactName') });
    const { rows, found } = await reopen(await failed(first));
    expect(rows[0]!.slice(0, groups.length)).toEqual(groups);
    expect(rows[1]!.at(-1)).toBe('错误原因');
    expect([found.headerRow, found.mapping]).toEqual([2, first.found.mapping]);
  });

  it('say for each error which row, which column, why and what to do', async () => {
    const header = [...ROW_HEADER];
    header[at('contactPhone')] = '手机';
    header[at('uscc')] = '';
    const mapping = check([rawSheet([ROW_HEADER, wrong(1)])]).found.mapping;
    const first = check([rawSheet([header, merchantCells(1), wrong(2, { merchantType: '理发', uscc: '' })])]);
    const plan = createPlan(first.found.sheet, 1, mapping, { today: TODAY }).checkAll();
    const zh = (await reopen(await failed({ plan, found: { ...first.found, mapping } }))).rows[1]!.at(-1)!;
    const sentences = zh.split('\n');
    expect(sentences).toHaveLength(3);
    expect(sentences[0]).toMatch(/^原文件第 3 行“商户类型”的值“理发”：商户类型.*零售、批发、餐饮.*。$/);
    expect(sentences[1]).toMatch(/^原文件第 3 行“D 列，无标题”为空：统一社会信用代码.*必填.*。$/);
    expect(sentences[2]).toMatch(/^原文件第 3 行“手机”的值“12345”：联系电话.*11 位.*。$/);
    const en = (await reopen(await failed({ plan, found: { ...first.found, mapping } }, 'en'))).rows;
    expect(en[0]!.at(-1)).toBe('Reason not imported');
    expect(en[1]!.at(-1)).toContain('Original file: Row 3, "D, no header" (empty): USCC');
  });

  it('replace an older reason instead of adding a second one', async () => {
    const once = await failed(check([rawSheet([ROW_HEADER, wrong(1)])]));
    const twice = await reopen(await failed(await reopen(once), 'en'));
    expect(twice.rows[0]).toEqual([...ROW_HEADER, 'Reason not imported']);
    expect(twice.plan.summary()).toMatchObject({ total: 1, invalid: 1 });
  });

  it('are what the clerk last typed, a column of its own for a field the file lacks', async () => {
    const first = check([rawSheet([ROW_HEADER, wrong(1), wrong(2), wrong(3), merchantCells(4)])]);
    const edits = [
      { row: 2, field: 'contactPhone', text: '' },
      { row: 2, field: 'level', text: 'B' },
      { row: 3, field: 'contactPhone', text: '13800000000' },
    ];
    finish(first.plan.edit(edits));
    finish(first.plan.removeRows([4]));
    const { rows, plan } = await reopen(await failed(first));
    expect(rows[0]!.slice(ROW_HEADER.length)).toEqual(['商户等级', '错误原因']);
    expect([rows[1]![at('contactPhone')], rows[1]![ROW_HEADER.length]]).toEqual(['', 'B']);
    expect(plan.summary()).toMatchObject({ total: 1, invalid: 1 });
    expect(plan.page('all', 0, 1).rows[0]!.values.level).toBe('B');
  });

  it('are records, though they now stand where notes on filling in would', async () => {
    const row = ROW_FIELDS.map(() => '');
    row[at('remark')] = '不超过 10 个字';
    const good = Array.from({ length: 8 }, (_, i) => merchantCells(i + 1));
    const first = check([rawSheet([ROW_HEADER, ...good, row])]);
    const again = await reopen(await failed(first));
    expect(judged(first)).toHaveLength(1);
    expect(judged(again)).toEqual(judged(first));
  });

  it('leave out columns far away that none of them uses', async () => {
    const far = merchantCells(9).concat(
      Array.from({ length: 900 }, () => ''),
      'x',
    );
    const near = wrong(1).concat(
      Array.from({ length: 400 }, () => ''),
      'kept',
    );
    const { rows, plan } = await reopen(await failed(check([rawSheet([ROW_HEADER, far, near])])));
    expect(rows[1]!.slice(ROW_HEADER.length)).toEqual(['kept', expect.stringContaining('联系电话')]);
    expect(plan.summary()).toMatchObject({ total: 1, invalid: 1 });
  });

  it('lose their mark when copied elsewhere, and are then understood by their headers', async () => {
    const { rows } = await reopen(await failed(check([rawSheet([ROW_HEADER, wrong(1), wrong(2)])])));
    const copied = check([rawSheet(rows)]);
    expect(copied.found.isMarked).toBe(false);
    expect(Object.values(copied.found.mapping)).not.toContain(ROW_HEADER.length);
    expect(copied.plan.summary()).toMatchObject({ total: 2, invalid: 2 });
  });

  it('mean what they meant when columns were moved since', async () => {
    const first = check([rawSheet([ROW_HEADER, wrong(1)])]);
    const { mark, rows } = await reopen(await failed(first));
    const turned = check([rawSheet(rows.map((cells) => cells.toReversed()))], { mark });
    expect(turned.found.isMarked).toBe(false);
    expect(judged(turned)).toEqual(judged(first));
  });
});

describe('cells of the rows left over', () => {
  const cell = (
    text: string,
    kind: 'text' | 'number' | 'percent' | 'date' | 'error' | 'boolean',
    exact?: number,
  ): RawCell => ({
    text,
    kind,
    ...(exact !== undefined && { exact }),
  });
  const strange: RawCell[] = [
    '',
    ' ',
    '=1+1',
    "'=1+1",
    '@x',
    '-12.5',
    '＝cmd',
    '\t=1',
    'a\nb',
    '_x0041_',
    '\u0001',
    '𠮷',
    '<&>"',
    '#N/A',
    '无',
    '0012',
    '6222020000000000000',
    '1.5E+18',
    '13800000000.0',
    cell('#N/A', 'error'),
    cell('#DIV/0!', 'error'),
    cell('6222021234567890000', 'number'),
    cell('440304196001011000', 'number'),
    cell('123456789012345680000', 'number'),
    cell('1.2E+25', 'number'),
    cell('12.5', 'number'),
    cell('0.006', 'number'),
    cell('1%', 'percent', 0.006),
    cell('0.38%', 'percent', 0.0038),
    cell('-1%', 'percent', -0.01),
    cell('2024-02-29', 'date'),
    cell('2024-02-29T10:00:00', 'date'),
    cell('10:30:00', 'date'),
    cell('TRUE', 'boolean'),
  ];

  it('mean the same in every field when they are read again', async () => {
    const row = fc.array(fc.constantFrom(...strange), { minLength: ROW_HEADER.length, maxLength: ROW_HEADER.length });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const first = check([rawSheet([ROW_HEADER, ...rows, merchantCells(1)])]);
        fc.pre(judged(first).length > 0);
        const again = await reopen(await failed(first));
        expect(judged(again)).toEqual(judged(first));
      }),
      { numRuns: 60 },
    );
  });

  it('stay numbers that lost their end, also where a format puts zeros in front', async () => {
    const row = wrong(1) as RawCell[];
    row[at('accountNo')] = cell('001234567890123456', 'number');
    const again = await reopen(await failed(check([rawSheet([ROW_HEADER, row])])));
    expect(again.plan.page('invalid', 0, 1).rows[0]!.issues).toContainEqual(
      expect.objectContaining({ field: 'accountNo', code: 'text.truncated_number' }),
    );
  });

  it('are text in text format, but for what text would turn into something else', async () => {
    const row = wrong(1) as RawCell[];
    row[at('accountNo')] = cell('6222021234567890000', 'number');
    row[at('email')] = cell('#N/A', 'error');
    row[at('ratePpm')] = cell('1%', 'percent', 0.006);
    row[at('remark')] = '=HYPERLINK("x")';
    row[at('legalIdNo')] = '440304196001011234';
    const bytes = await failed(check([rawSheet([ROW_HEADER, row])]));
    const book = new ExcelJs.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    const seen = (field: (typeof ROW_FIELDS)[number]) => {
      const { value, numFmt } = book.worksheets[0]!.getCell(2, at(field) + 1);
      return [value, numFmt];
    };
    expect(seen('accountNo')).toEqual([6222021234567890000, '@']);
    expect(seen('email')).toEqual([{ error: '#N/A' }, '@']);
    expect(seen('ratePpm')).toEqual(['0.6%', '@']);
    expect(seen('remark')).toEqual(['=HYPERLINK("x")', '@']);
    expect(seen('legalIdNo')).toEqual(['440304196001011234', '@']);
    for (const [name, xml] of Object.entries(partsOf(bytes)))
      expect(xml.includes('<f>') || xml.includes('<f '), name).toBe(false);
  });

  it('that are to blame are red and have a note with the reason; the header of the reasons explains itself', async () => {
    const bytes = await failed(check([rawSheet([ROW_HEADER, merchantCells(1), wrong(2, { name: '' })])]));
    const book = new ExcelJs.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    const red: string[] = [];
    const noted: Record<string, string> = {};
    sheet.eachRow((row) =>
      row.eachCell({ includeEmpty: true }, (one) => {
        if (JSON.stringify(one.fill ?? {}).includes('FFFFC7CE')) red.push(one.address);
        const note = one.note as string | { texts?: { text: string }[] } | undefined;
        if (note) noted[one.address] = typeof note === 'string' ? note : (note.texts ?? []).map((t) => t.text).join('');
      }),
    );
    const phone = sheet.getCell(2, at('contactPhone') + 1).address;
    expect(red).toEqual(['A2', phone]);
    expect(Object.keys(noted).sort()).toEqual(['A2', phone, sheet.getCell(1, ROW_HEADER.length + 1).address].sort());
    expect(noted['A2']).toMatch(/^原文件第 3 行“商户名称”为空：商户名称.*必填/);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  it('get a note up to a limit that is told, however many are wrong', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => wrong(i + 1));
    const parts = partsOf(await failed(check([rawSheet([ROW_HEADER, ...rows])])));
    expect(parts['xl/comments1.xml']!.match(/<comment /g)).toHaveLength(1_000);
    expect(parts['xl/drawings/vmlDrawing1.vml']!.match(/<v:shape /g)).toHaveLength(1_000);
    expect(parts['xl/comments1.xml']).toContain('前 999 个另有批注');
    expect(parts['xl/worksheets/sheet1.xml']!.match(/<row /g)).toHaveLength(1_201);
  });
});
