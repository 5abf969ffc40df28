import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSafeFileName } from '@shared/contracts/file-names';

const VECTORS: [string, string][] = [
  ['merchants.xlsx', 'merchants.xlsx'],
  ['商户清单 2026-11.xlsx', '商户清单 2026-11.xlsx'],
  ['merchants', 'merchants.xlsx'],
  ['merchants.XLSX', 'merchants.xlsx'],
  ['merchants.exe', 'merchants.exe.xlsx'],
  ['merchants.xlsx.exe', 'merchants.xlsx.exe.xlsx'],
  ['..\\..\\x.xlsx', '_.._x.xlsx'],
  ['../../etc/passwd', '_.._etc_passwd.xlsx'],
  ['/etc/passwd', '_etc_passwd.xlsx'],
  ['C:foo.xlsx', 'C_foo.xlsx'],
  ['C:\\foo.xlsx', 'C__foo.xlsx'],
  ['\\\\?\\C:\\x.xlsx', '____C__x.xlsx'],
  ['\\\\server\\share\\x.xlsx', '__server_share_x.xlsx'],
  ['a.xlsx:evil', 'a.xlsx_evil.xlsx'],
  ['a.xlsx::$DATA', 'a.xlsx__$DATA.xlsx'],
  ['a\u202exslx.exe', 'axslx.exe.xlsx'],
  ['a\u200b\u2066b.xlsx', 'ab.xlsx'],
  ['a\0b.xlsx', 'ab.xlsx'],
  ['a\r\nb.xlsx', 'ab.xlsx'],
  ['a\tb.xlsx', 'ab.xlsx'],
  ['\u007f.xlsx', 'untitled.xlsx'],
  ['', 'untitled.xlsx'],
  ['.', 'untitled.xlsx'],
  ['..', 'untitled.xlsx'],
  ['...', 'untitled.xlsx'],
  ['   ', 'untitled.xlsx'],
  ['.xlsx', 'untitled.xlsx'],
  ['.hidden.xlsx', 'hidden.xlsx'],
  ['name. . .xlsx', 'name.xlsx'],
  ['name.xlsx. . ', 'name.xlsx.xlsx'],
  ['con', '_con.xlsx'],
  ['CON.xlsx', '_CON.xlsx'],
  ['con.tar.xlsx', '_con.tar.xlsx'],
  ['prn.xlsx', '_prn.xlsx'],
  ['AUX', '_AUX.xlsx'],
  ['nul .xlsx', '_nul.xlsx'],
  ['COM1.xlsx', '_COM1.xlsx'],
  ['com¹.xlsx', '_com¹.xlsx'],
  ['LPT9.xlsx', '_LPT9.xlsx'],
  ['CONIN$', '_CONIN$.xlsx'],
  ['console.xlsx', 'console.xlsx'],
  ['a<b>c|d?e*f"g.xlsx', 'a_b_c_d_e_f_g.xlsx'],
  ['e\u0301t\u00e9.xlsx', '\u00e9t\u00e9.xlsx'],
  ['店铺😀.xlsx', '店铺😀.xlsx'],
  ['\ud800lone.xlsx', 'lone.xlsx'],
];

describe('a suggested file name', () => {
  test.each(VECTORS)('%j becomes %j', (suggested, safe) => {
    expect(toSafeFileName(suggested, 'xlsx')).toBe(safe);
  });

  test('is cut to 120 characters, never through a character', () => {
    const long = toSafeFileName('😀'.repeat(300), 'xlsx');
    expect(long.length).toBeLessThanOrEqual(120);
    expect(long).not.toMatch(/\p{Cs}/u);
    expect(toSafeFileName('a'.repeat(300), 'csv')).toBe(`${'a'.repeat(116)}.csv`);
  });

  test('of a kind with several extensions keeps an allowed one', () => {
    expect(toSafeFileName('a.csv', 'spreadsheet')).toBe('a.csv');
    expect(toSafeFileName('a.tsv', 'spreadsheet')).toBe('a.tsv');
    expect(toSafeFileName('a.pdf', 'spreadsheet')).toBe('a.pdf.xlsx');
  });

  test('whatever it is, comes out plain, and comes out the same a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (suggested) => {
        const safe = toSafeFileName(suggested, 'csv');
        expect(safe).toMatch(/^[^<>:"/\\|?*\p{Cc}]{1,116}\.csv$/u);
        expect(safe).not.toMatch(/^[.\s]|^(con|prn|aux|nul)\./i);
        expect(toSafeFileName(safe, 'csv')).toBe(safe);
      }),
      { numRuns: 2_000 },
    );
  });
});
