import { read, utils } from '@e965/xlsx';
import ExcelJs from 'exceljs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '@renderer/workers/sheet/csv-writer';
import { guardText, isDangerous, unguardText } from '@renderer/workers/sheet/guard';
import { ratePercent, type SheetColumn, type SheetTable } from '@renderer/workers/sheet/table';
import { writeXlsx } from '@renderer/workers/sheet/xlsx-writer';
import { packColumn } from '@shared/kernel/columns';
import { grid, readSheet } from './workbook-builder';
import { joined } from './written';

const INJECTIONS = [
  '=1+1',
  '+8613800000000',
  '-12.50',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\nx',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  ' =cmd',
  '　=cmd',
  '\ufeff=cmd',
];

function column(header: string, values: string[], kind: SheetColumn['kind'] = 'text'): SheetColumn {
  return { header, kind, values: packColumn(values) };
}

function table(...columns: SheetColumn[]): SheetTable {
  return { name: '商户', rows: columns[0]!.values.ends.length, columns };
}

describe('guards against formulas', () => {
  it.each(INJECTIONS)('knows %j for dangerous', (text) => {
    expect(isDangerous(text)).toBe(true);
    expect(guardText(text)).toBe(`'${text}`);
  });

  it.each(['青禾便利店', '12.50', "'quoted'", 'a=b', '', '深圳-福田', "'"])('leaves %j alone', (text) => {
    expect(guardText(text)).toBe(text);
  });

  it('can always be taken away again', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(...INJECTIONS, "'=1", "''=1", "'@"));
    fc.assert(fc.property(text, (t) => unguardText(guardText(t)) === t));
  });
});

describe('.xlsx', () => {
  it('reads back equal here and in two other readers', async () => {
    const texts = [
      '普通',
      ...INJECTIONS,
      '0012',
      '6200002335271131045',
      ' blank ',
      'a\nb',
      '<&>"\'',
      '_x0041_',
      '\u0001',
      '𠮷',
    ];
    const bytes = joined(
      await writeXlsx(
        table(
          column('名称', texts),
          column(
            '重复',
            texts.map(() => '同'),
          ),
        ),
      ),
    );
    const rows = grid(await readSheet(bytes));
    expect(rows).toEqual([['名称', '重复'], ...texts.map((t) => [t, '同'])]);

    const theirs = read(bytes, { cellFormula: true }).Sheets['商户']!;
    expect(utils.sheet_to_json(theirs, { header: 1 }).length).toBe(texts.length + 1);
    expect(Object.values(theirs).some((cell) => typeof cell === 'object' && 'f' in cell)).toBe(false);

    const book = new ExcelJs.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    const cell = book.getWorksheet('商户')!.getCell('A2');
    expect([cell.value, cell.type, cell.numFmt]).toEqual(['普通', ExcelJs.ValueType.String, '@']);
    expect(book.getWorksheet('商户')!.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  it('writes dates and rates as numbers and what is neither as text', async () => {
    const bytes = joined(
      await writeXlsx(
        table(
          column('日期', ['2025-06-30', '1900-01-01', 'soon', ''], 'date'),
          column('费率', ['6000', '3850', 'x', ''], 'rate'),
          column('数', ['12.5', '-3', '12345678901234567', ''], 'number'),
        ),
      ),
    );
    const sheet = await readSheet(bytes);
    expect(grid(sheet).slice(1)).toEqual([
      ['2025-06-30', '0.60%', '12.5'],
      ['1900-01-01', '0.385%', '-3'],
      ['soon', 'x', '12345678901234567'],
    ]);
    expect([0, 1, 2].map((c) => sheet.kind(1, c))).toEqual(['date', 'percent', 'number']);
    expect([0, 1, 2].map((c) => sheet.kind(3, c))).toEqual(['text', 'text', 'text']);
  });

  it('keeps any text whole', async () => {
    const cell = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), async (values) => {
        const sheet = await readSheet(joined(await writeXlsx(table(column('h', values)))));
        expect(values.map((_, i) => sheet.cell(i + 1, 0))).toEqual(values);
      }),
      { numRuns: 40 },
    );
  });

  it('stores what repeats once, and tells how far it is', async () => {
    const values = Array.from({ length: 3_000 }, (_, i) => ['广东省', '浙江省'][i % 2]!);
    const seen: number[] = [];
    const bytes = joined(await writeXlsx(table(column('省', values)), (p) => seen.push(p.done)));
    const xml = strFromU8(unzipSync(bytes)['xl/sharedStrings.xml']!);
    expect(xml.match(/<si>/g)).toHaveLength(2);
    expect(seen.at(-1)).toBe(3_000);
    expect((await readSheet(bytes)).cell(3_000, 0)).toBe('浙江省');
  });

  it('makes equal bytes of equal data, and a safe sheet name of any name', async () => {
    const one = { ...table(column('h', ['v'])), name: '[2025/06]: 商户*?' };
    expect(joined(await writeXlsx(one))).toEqual(joined(await writeXlsx(one)));
    expect((await readSheet(joined(await writeXlsx(one)))).name).toBe('2025 06   商户');
  });
});

describe('.csv', () => {
  const headers = ['名称', '备注'];

  it('is UTF-8 with a mark, CRLF and every field quoted', () => {
    const bytes = joined(writeCsv(table(column('名称', ['甲"乙']), column('费率', ['6000'], 'rate'))));
    const text = strFromU8(bytes);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(text.replace('\ufeff', '').startsWith('"名称","费率')).toBe(true);
    expect(text.endsWith('"\r\n"甲""乙","0.60%"\r\n')).toBe(true);
  });

  it('guards text but not numbers', () => {
    const text = strFromU8(joined(writeCsv(table(column('a', ['-12.50']), column('b', ['-12.50'], 'number')))));
    expect(text.endsWith('"\'-12.50","-12.50"\r\n')).toBe(true);
  });

  it('comes back as it was, guards included', async () => {
    const values = [...INJECTIONS.filter((t) => !/[\r]/.test(t)), "'=1", '0012', '逗,号', 'a\nb'];
    const sheet = await readSheet(joined(writeCsv(table(column('名称', values), column('备注', values)))), 'x.csv');
    expect(grid(sheet)).toEqual([headers, ...values.map((v) => [v, v])]);
  });

  it("leaves the apostrophes in other people's files alone", async () => {
    const sheet = await readSheet(new TextEncoder().encode("名称,备注\n'=1,'-2\n"), 'x.csv');
    expect(grid(sheet)).toEqual([headers, ["'=1", "'-2"]]);
  });
});

describe('rates', () => {
  it.each([
    ['6000', '0.60%'],
    ['3850', '0.385%'],
    ['3855', '0.3855%'],
    ['0', '0.00%'],
    ['50', '0.005%'],
    ['10000', '1.00%'],
    ['1000000', '100.00%'],
  ])('%s ppm is %s', (ppm, percent) => {
    expect(ratePercent(ppm)).toBe(percent);
  });

  it('is nothing for what is no rate', () => {
    expect(ratePercent('')).toBeUndefined();
    expect(ratePercent('1.5')).toBeUndefined();
  });
});
