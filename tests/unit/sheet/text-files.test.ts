import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readPastedText, readSpreadsheet } from '@renderer/workers/sheet/reader';
import { unwrap } from '@shared/kernel/result';
import { grid, refusal } from './workbook-builder';

async function read(bytes: Uint8Array | string, name = 'data.csv') {
  const { format, encoding, sheets, warnings } = unwrap(
    await readSpreadsheet(typeof bytes === 'string' ? strToU8(bytes) : bytes, name),
  );
  return { format, encoding, warnings, name: sheets[0]!.name, rows: grid(sheets[0]!) };
}

function utf16(text: string, little: boolean, mark: boolean): Uint8Array {
  const units = mark ? `\ufeff${text}` : text;
  const view = new DataView(new ArrayBuffer(units.length * 2));
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
}

describe('encodings', () => {
  const rows = [
    ['name', '城市'],
    ['Joe', '深圳'],
  ];
  const text = 'name,城市\r\nJoe,深圳\r\n';
  // 城市 and 深圳 in GBK.
  const gbk = Uint8Array.from(
    [...'name,', 0xb3, 0xc7, 0xca, 0xd0, ...'\r\nJoe,', 0xc9, 0xee, 0xdb, 0xda, ...'\r\n'].map((c) =>
      typeof c === 'string' ? c.charCodeAt(0) : c,
    ),
  );

  it.each([
    ['utf-8', strToU8(text)],
    ['utf-8-bom', strToU8(`\ufeff${text}`)],
    ['gb18030', gbk],
    ['utf-16le', utf16(text, true, true)],
    ['utf-16be', utf16(text, false, true)],
    ['utf-16le', utf16(text, true, false)],
    ['utf-16be', utf16(text, false, false)],
  ])('reads %s', async (encoding, bytes) => {
    expect(await read(bytes)).toMatchObject({ encoding, rows, format: 'csv' });
  });

  it('keeps UTF-8 with one broken place readable, and says so', async () => {
    const bytes = strToU8(`名称,备注\n${'青禾便利店,正常\n'.repeat(20)}`);
    bytes[8] = 0xff;
    const result = await read(bytes);
    expect(result.encoding).toBe('utf-8');
    expect(result.rows[20]).toEqual(['青禾便利店', '正常']);
    expect(result.warnings).toEqual([
      { code: 'file.partly_unreadable', params: { count: expect.any(Number) as number } },
    ]);
  });

  it('reads UTF-16 without a mark where only delimiters and line ends have zeros', async () => {
    const rows = Array.from(
      { length: 9 },
      () => '浙江省杭州市西湖区文三路商户名称很长很长的一个商户,某某街道某某社区某某小区某某单元\n',
    ).join('');
    expect(await read(utf16(rows, true, false))).toMatchObject({ encoding: 'utf-16le' });
    expect(await read(utf16(rows, false, false))).toMatchObject({ encoding: 'utf-16be' });
  });

  it('reads characters of four bytes and the rare ones of names in GB18030', async () => {
    // 名 and 字, 喆 (GBK only), 𠮷 (four bytes).
    const bytes = Uint8Array.from([
      0xc3, 0xfb, 0x2c, 0xd7, 0xd6, 0x0a, 0x86, 0xb4, 0x2c, 0x95, 0x34, 0xb2, 0x35, 0xc3, 0xfb,
    ]);
    expect(await read(bytes)).toMatchObject({
      encoding: 'gb18030',
      rows: [
        ['名', '字'],
        ['喆', '𠮷名'],
      ],
      warnings: [],
    });
  });

  it.each([
    // 商家名稱,電話 in Big5; 店名,電話番号カナ in Shift-JIS; Müller, Straße ... in Windows-1252.
    [
      'Big5',
      [
        0xb0, 0xd3, 0xae, 0x61, 0xa6, 0x57, 0xba, 0xd9, 0x2c, 0xb9, 0x71, 0xb8, 0xdc, 0x0a, 0xa4, 0x40, 0xa4, 0x47,
        0xa4, 0x54,
      ],
    ],
    [
      'Shift-JIS',
      [0x93, 0x58, 0x96, 0xbc, 0x2c, 0x93, 0x64, 0x98, 0x62, 0x94, 0xd4, 0x8d, 0x86, 0x83, 0x4a, 0x83, 0x69, 0x0a],
    ],
    [
      'Windows-1252',
      [...'M\xfcller,Stra\xdfe,K\xf6ln,Jos\xe9e,Fran\xe7ois,Ang\xe8le,Bj\xf6rn,Zo\xebe\n'].map((c) => c.charCodeAt(0)),
    ],
  ])('refuses %s, which read as Chinese would be wrong without an error', async (_, bytes) => {
    expect(await refusal(Uint8Array.from(bytes))).toBe('file.unknown_encoding');
  });

  it('warns when a few odd characters are all there is to tell the encoding by', async () => {
    const bytes = Uint8Array.from([...'name,city\nJos\xe9e,Paris\n'].map((c) => c.charCodeAt(0)));
    expect((await read(bytes)).warnings).toEqual([{ code: 'file.encoding_doubtful' }]);
  });

  it('refuses text with NULs in it', async () => {
    expect(await refusal(strToU8('a,b\n1,\0\n'))).toBe('file.unreadable');
  });
});

describe('delimited text', () => {
  it.each([
    ['a\tb\n1\t2', 'tsv'],
    ['a;b\n1,5;2', 'csv'],
    ['a|b\n1|2', 'csv'],
    ['sep=;\na;b\n1;2', 'csv'],
    ['a,b\r1,2\r', 'csv'],
    ['"a",b\n"1","2"', 'csv'],
  ])('finds the delimiter of %j', async (text, format) => {
    const result = await read(text);
    expect([result.format, result.rows[0], result.rows.length]).toEqual([format, ['a', 'b'], 2]);
  });

  it('is not misled by commas in the preface of a bill', async () => {
    const text = '账单,说明\n起始时间：2025-06-16\na\tb\tc\n1\t2\t3\n4\t5\t6\n';
    expect((await read(text)).rows[3]).toEqual(['1', '2', '3']);
  });

  it('reads quotes, doubled quotes, line breaks and delimiters inside quotes', async () => {
    const text = '名称,备注\n"甲,乙","第一行\r\n第二行，含""引号"""\n丙,5" 管\n';
    expect((await read(text)).rows).toEqual([
      ['名称', '备注'],
      ['甲,乙', '第一行\n第二行，含"引号"'],
      ['丙', '5" 管'],
    ]);
  });

  it('numbers rows by record, keeps blank lines, and lets rows be ragged', async () => {
    const result = await read('a,b,c\n\n1\n"x\ny",2,3,\n\n');
    expect(result.rows).toEqual([
      ['a', 'b', 'c'],
      ['', '', ''],
      ['1', '', ''],
      ['x\ny', '2', '3'],
    ]);
  });

  it('keeps long digits, leading zeros and blanks as they stand', async () => {
    expect((await read('a,b\n0012, 6200002335271131045 \n')).rows[1]).toEqual(['0012', ' 6200002335271131045 ']);
  });

  it('says at which row a quote was opened and never closed', async () => {
    const result = await readSpreadsheet(strToU8('a,b\n1,2\n3,"4\n5,6\n7,8\n'), 'x.csv');
    expect(result).toEqual({ ok: false, error: { code: 'file.damaged', params: { row: 3 } } });
  });

  it('reads on after a stray quote and warns', async () => {
    const result = await read('a,b\n"say "hi" now",2\n3,4\n');
    expect(result.rows).toEqual([
      ['a', 'b'],
      ['say "hi" now', '2'],
      ['3', '4'],
    ]);
    expect(result.warnings[0]).toEqual({ code: 'file.stray_quote', params: { row: 2 } });
  });

  it('names the sheet after the file', async () => {
    expect((await read('a,b\n1,2', '/tmp/商户 2025.06.csv')).name).toBe('商户 2025.06');
  });

  it('reads a .csv that calls itself .xlsx, and a header named __proto__', async () => {
    expect(await read('__proto__,b\n1,2', 'x.xlsx')).toMatchObject({
      format: 'csv',
      warnings: [{ code: 'file.text_named_workbook' }],
      rows: [
        ['__proto__', 'b'],
        ['1', '2'],
      ],
    });
  });

  it('refuses a file of delimiters alone: nothing is in it', async () => {
    expect(await refusal(strToU8(',,,\n,,,\n'))).toBe('file.empty');
  });

  it('refuses a line of 50 MB, too many columns and too many rows', async () => {
    expect(await refusal(strToU8('x'.repeat(50 * 1024 * 1024)))).toBe('file.cell_too_long');
    expect(await refusal(strToU8(`a,b\n"${'x'.repeat(32_768)}",1`))).toBe('file.cell_too_long');
    expect(await refusal(strToU8(`${Array(16_385).fill('x').join(',')}\n1,2`))).toBe('file.too_many_columns');
    expect(await refusal(strToU8('1,2\n'.repeat(200_001)))).toBe('file.too_many_rows');
    expect(await refusal(strToU8(`a${'\n'.repeat(3_000_000)}`))).toBe('file.too_many_rows');
  });
});

describe('pasted text', () => {
  it('reads cells copied from a spreadsheet', async () => {
    const pasted = unwrap(await readPastedText('名称\t备注\r\n甲\t"第一行\n第二行"\r\n乙,丙\t\r\n'));
    expect(grid(pasted.sheets[0]!)).toEqual([
      ['名称', '备注'],
      ['甲', '第一行\n第二行'],
      ['乙,丙', ''],
    ]);
  });

  it('reads pasted .csv, and refuses nothing', async () => {
    expect(grid(unwrap(await readPastedText('a,b\n1,2')).sheets[0]!)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(await readPastedText(' \n')).toEqual({ ok: false, error: { code: 'file.empty' } });
  });
});
