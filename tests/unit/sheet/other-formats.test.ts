import { strToU8 } from 'fflate';
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
    // SheetJS writes no shown text beside a number of .ods, so there is nothing to count its decimals by.
    const seen = format === 'ods' ? [SEEN[0], SEEN[1]!.with(2, '0.6%')] : SEEN;
    expect(grid(read.sheets[0]!)).toEqual(seen);
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

  it('refuses an .xls whose chain of sectors bites its tail, which would be followed without end', async () => {
    const bytes = make('biff8');
    const view = new DataView(bytes.buffer);
    const table = (view.getInt32(76, true) + 1) * 512;
    expect(await refusal(bytes)).toBe('ok');
    view.setInt32(table + 4, 1, true);
    expect(await refusal(bytes)).toBe('file.damaged');
    view.setInt32(68, 0, true);
    expect(await refusal(bytes)).toBe('file.damaged');
  });

  it('does not count the properties an .xls says it has', async () => {
    const bytes = make('biff8');
    const view = new DataView(bytes.buffer);
    // A set of properties begins with its byte order; 48 bytes on stand its size and how many there are.
    for (let at = 512; at + 64 < bytes.length; at += 64) {
      if (view.getUint32(at, true) === 0xfffe) view.setUint32(at + 52, 0x7fffffff, true);
    }
    expect(grid(unwrap(await readSpreadsheet(bytes, 'x.xls')).sheets[0]!)).toEqual(SEEN);
  });

  it('refuses an .xls cut short instead of showing half of it', async () => {
    const bytes = make('biff8');
    for (const part of [0.2, 0.4]) {
      const result = await readSpreadsheet(bytes.subarray(0, Math.floor(bytes.length * part)), 'x.xls');
      if (result.ok) expect(grid(result.value.sheets[0]!)).toEqual(SEEN);
      else expect(result.error.code).toMatch(/^file\./);
    }
  });

  it('knows the dates of Chinese Excel that have no format code', async () => {
    // SheetJS cannot write such a cell, so an XF record of its file is changed to the format 58.
    const sheet = utils.aoa_to_sheet([[{ t: 'n', v: 45_838, z: 'm/d/yy' }]]);
    const bytes = new Uint8Array(
      write({ SheetNames: ['表'], Sheets: { 表: sheet } }, { type: 'array', bookType: 'biff8' }) as ArrayBuffer,
    );
    for (let i = 0; i + 24 < bytes.length; i++) {
      if (bytes[i] === 0xe0 && bytes[i + 1] === 0 && bytes[i + 2] === 20 && bytes[i + 3] === 0 && bytes[i + 6] === 14)
        bytes[i + 6] = 58;
    }
    expect(grid(unwrap(await readSpreadsheet(bytes, 'x.xls')).sheets[0]!)).toEqual([['2025-06-30']]);
  });

  it('reads a web page in the encoding it names, unless it is UTF-8 all the same', async () => {
    const page = (charset: string) =>
      `<html><meta charset="${charset}"><table><tr><td>Pre\xe7o</td></tr></table></html>`;
    const latin = Uint8Array.from(page('iso-8859-1'), (c) => c.charCodeAt(0));
    for (const bytes of [latin, strToU8(page('gb2312'))]) {
      expect(grid(unwrap(await readSpreadsheet(bytes, 'x.xls')).sheets[0]!)).toEqual([['Preço']]);
    }
  });

  it('reads no script or style of a web page, and refuses one whose tables never end at once', async () => {
    const html = '<table><tr><td>甲<script>var a = "<table>";</script></td><td><style>td{}</style>乙</td></tr></table>';
    expect(grid(unwrap(await readSpreadsheet(strToU8(html), 'x.xls')).sheets[0]!)).toEqual([['甲', '乙']]);
    expect(await refusal(strToU8(`<html>${'<table>'.repeat(1_000_000)}`))).toBe('file.html_not_table');
    expect(await refusal(strToU8(`<html><table></table>${'<table>'.repeat(1_000_000)}`))).toMatch(/^file\.|^ok$/);
  });
});
