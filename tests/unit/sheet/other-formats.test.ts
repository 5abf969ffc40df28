import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { utils, write, type BookType } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { detectFormat, readSpreadsheet } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import { grid, refusal } from './workbook-builder';

const SEEN = [
  ['名称', '账号', '费率', '日期', '有效'],
  ['青禾', '6200002335271131045', '0.60%', '2025-06-30', 'TRUE'],
];

function make(bookType: BookType): Uint8Array {
  const sheet = utils.aoa_to_sheet([
    ['名称', '账号', '费率', '日期', '有效'],
    ['青禾', '6200002335271131045', { t: 'n', v: 0.006, z: '0.00%' }, { t: 'n', v: 45_838, z: 'yyyy-mm-dd' }, true],
  ]);
  const hidden = utils.aoa_to_sheet([['x']]);
  const book = {
    SheetNames: ['表', '藏'],
    Sheets: { 表: sheet, 藏: hidden },
    Workbook: { Sheets: [{ Hidden: 0 as const }, { Hidden: 1 as const }] },
  };
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}

describe('formats that are not .xlsx', () => {
  it('refuses a row too far down rather than losing it', async () => {
    const cell = '<Row ss:Index="300000"><Cell><Data ss:Type="Number">1</Data></Cell></Row>';
    const book = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>${cell}</Table></Worksheet></Workbook>`;
    expect(await refusal(strToU8(book))).toBe('file.too_many_rows');
  });

  it.each([
    ['biff8', 'xls'],
    ['xlsb', 'xlsb'],
    ['ods', 'ods'],
    ['xlml', 'xls'],
    ['xlsx', 'xlsx'],
  ] as const)('reads %s as a person sees it', async (bookType, format) => {
    const bytes = make(bookType);
    const read = unwrap(await readSpreadsheet(bytes, 'x'));
    expect([read.format, await detectFormat(bytes)]).toEqual([format, format]);
    expect(grid(read.sheets[0]!)).toEqual(SEEN);
    expect(read.sheets[0]!.kind(1, 2)).toBe('percent');
    expect(read.sheets.map((s) => s.name)).toEqual(['表', '藏']);
  });

  it('reads a table of a web page saved as .xls, digits untouched', async () => {
    const html =
      '<html><head><meta charset="utf-8"></head><table><tr><th>名称</th><th>账号</th></tr><tr><td>青禾 &amp; 木</td><td>0062000023352711310</td></tr></table></html>';
    expect(grid(unwrap(await readSpreadsheet(strToU8(html), 'x.xls')).sheets[0]!)).toEqual([
      ['名称', '账号'],
      ['青禾 & 木', '0062000023352711310'],
    ]);
  });

  it('refuses a DOCTYPE in .ods, and a filled row said to repeat a million times', async () => {
    const files = unzipSync(make('ods'));
    const content = strFromU8(files['content.xml']!);
    const changed = (xml: string) => zipSync({ ...files, 'content.xml': strToU8(xml) });
    const doctype = content.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>');
    expect(await refusal(changed(doctype))).toBe('file.forbidden_xml');
    const endless = content
      .replaceAll('<table:table-row>', '<table:table-row table:number-rows-repeated="1048576">')
      .replaceAll('<table:table-cell ', '<table:table-cell table:number-columns-repeated="1000" ');
    expect(endless).not.toBe(content);
    expect(await refusal(changed(endless))).toBe('file.too_many_cells');
  });

  it('refuses an .xls cut short instead of showing half of it', async () => {
    const bytes = make('biff8');
    for (const part of [0.2, 0.4]) {
      const result = await readSpreadsheet(bytes.subarray(0, Math.floor(bytes.length * part)), 'x.xls');
      if (result.ok) expect(grid(result.value.sheets[0]!)).toEqual(SEEN);
      else expect(result.error.code).toMatch(/^file\./);
    }
  });
});
