import fc from 'fast-check';
import { SSF } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readNumberStyle } from '@renderer/workers/sheet/xlsx/number-format';
import { generalText, serialText } from '@renderer/workers/sheet/xlsx/number-text';
import { HEAD, MAIN, sheetOf } from './workbook-builder';

async function shown(value: string, format: string, workbookPr = '') {
  const sheet = await sheetOf({ rows: `<row><c s="1"><v>${value}</v></c></row>`, formats: [format], workbookPr });
  return [sheet.cell(0, 0), sheet.kind(0, 0)];
}

/** SheetJS types this part of itself as `any`. */
const theirs = SSF as {
  parse_date_code(serial: number): { y: number; m: number; d: number };
  is_date(code: string): boolean;
};

describe('numbers as a person sees them', () => {
  it.each([
    ['0.30000000000000004', '0.3'],
    ['1.1000000000000001', '1.1'],
    ['12345678901', '12345678901'],
    ['3.40176196404109E+17', '340176196404109000'],
    ['6217000010001234567', '6217000010001235000'],
    ['1E-7', '1E-07'],
    ['1e21', '1E+21'],
    ['-0', '0'],
    ['-12.5', '-12.5'],
    ['007', '7'],
    ['1.50', '1.5'],
    ['100', '100'],
    ['0.05', '0.05'],
    ['0.005', '0.005'],
    [' 42 ', '42'],
    ['1.2345678901234567E+30', '1.23456789012346E+30'],
  ])('shows %s as %s', async (value, text) => {
    expect(await shown(value, 'General')).toEqual([text, 'number']);
  });

  it.each([
    ['0.006', '0.00%', '0.60%'],
    ['0.0038', '0%', '0.38%'],
    ['0.0055', '0.0%', '0.55%'],
    ['1', '0%', '100%'],
    ['0.00385', '0.00##%', '0.385%'],
    ['0.07', '0.00%', '7.00%'],
    ['0.0060000000000000001', '0.00%;[Red]-0.00%', '0.60%'],
  ])('shows %s with %s as %s', async (value, format, text) => {
    expect(await shown(value, format)).toEqual([text, 'percent']);
  });

  it.each([
    ['123', '000000', '000123', 'number'],
    ['742', '0000', '0742', 'number'],
    ['1234.5', '#,##0.00', '1234.5', 'number'],
    ['1234.5', '_-"¥"* #,##0.00_-', '1234.5', 'number'],
    ['5', '[$¥-804]#,##0.00;[Red]-[$¥-804]#,##0.00', '5', 'number'],
    ['5', '0"日"', '5', 'number'],
    ['12345', '0.00E+00', '12345', 'number'],
    ['5', '#,##0.00USD', '5', 'number'],
    ['13800000000', '@', '13800000000', 'number'],
  ])('leaves %s with %s a number', async (value, format, text, kind) => {
    expect(await shown(value, format)).toEqual([text, kind]);
  });
});

describe('dates', () => {
  it.each([
    'yyyy\\-mm\\-dd',
    'yyyy"年"m"月"d"日";@',
    'yyyy年m月d日',
    '[$-804]yyyy"年"m"月"d"日"dddd',
    '[DBNum1][$-804]yyyy"年"m"月"d"日"',
    '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy',
    'm/d/yy',
    'mmm-yy',
    '[$-411]ge.m.d',
    'd.m.yyyy',
    'yyyy/m/d h:mm;@',
    'm"月"d"日"',
  ])('knows %s for a date', async (format) => {
    expect(await shown('45838', format)).toEqual(['2025-06-30', 'date']);
  });

  it.each([
    ['45838.5', 'yyyy/m/d h:mm', '2025-06-30T12:00:00'],
    ['45838.999999999', 'yyyy/m/d', '2025-07-01'],
    ['43831.042372685', 'yyyy/m/d h:mm:ss', '2020-01-01T01:01:01'],
    ['0.75', 'h:mm AM/PM', '18:00:00'],
    ['1.5', '[h]:mm:ss', '36:00:00'],
    ['1.5', '[h]:mm', '36:00:00'],
    ['1.5', '[h]"小时"mm"分"', '36:00:00'],
    ['1', 'yyyy-mm-dd', '1900-01-01'],
    ['59', 'yyyy-mm-dd', '1900-02-28'],
    ['60', 'yyyy-mm-dd', '1900-02-29'],
    ['61', 'yyyy-mm-dd', '1900-03-01'],
    ['2958465', 'yyyy-mm-dd', '9999-12-31'],
  ])('shows serial %s with %s as %s', async (serial, format, text) => {
    expect(await shown(serial, format)).toEqual([text, 'date']);
  });

  it('shows what is no date on any calendar as the number it is', async () => {
    expect(await shown('-3', 'yyyy-mm-dd')).toEqual(['-3', 'number']);
    expect(await shown('2958466', 'yyyy-mm-dd')).toEqual(['2958466', 'number']);
  });

  it('counts from 1904 where the workbook says so', async () => {
    expect(await shown('0', 'yyyy-mm-dd', 'date1904="1"')).toEqual(['1904-01-01', 'date']);
    expect(await shown('44376', 'yyyy-mm-dd', 'date1904="true"')).toEqual(['2025-06-30', 'date']);
  });

  it.each([
    ['0.25', '[<1][h]:mm;0.0', '06:00:00', 'date'],
    ['12.5', '[<1][h]:mm;0.0', '12.5', 'number'],
    ['0', '[=0]?;[<4.16666666666667][hh]:mm:ss;[hh]:mm', '0', 'number'],
    ['0.5', '[=0]?;[<4.16666666666667][hh]:mm:ss;[hh]:mm', '12:00:00', 'date'],
    ['45838', '[>=36526]yyyy-mm-dd;[<>1]0%;0', '2025-06-30', 'date'],
    ['0.5', '[>36526]yyyy-mm-dd;[<>1]0%;0', '50%', 'percent'],
    ['1', '[>36526]yyyy-mm-dd;[<>1]0%;0', '1', 'number'],
    ['3', '[<=1]0%', '3', 'number'],
  ])('shows %s by the section of %s whose condition it meets', async (value, format, text, kind) => {
    expect(await shown(value, format)).toEqual([text, kind]);
  });

  it('knows the date formats Chinese Excel never spells out', async () => {
    const styles = `${HEAD}<styleSheet xmlns="${MAIN}"><cellXfs><xf/><xf numFmtId="31"/><xf numFmtId="14"/><xf numFmtId="57"/><xf numFmtId="22"/></cellXfs></styleSheet>`;
    const cells = [1, 2, 3, 4].map((s) => `<c s="${s}"><v>45838</v></c>`).join('');
    const sheet = await sheetOf({ rows: `<row>${cells}</row>`, files: { 'xl/styles.xml': styles } });
    expect([0, 1, 2, 3].map((c) => sheet.cell(0, c))).toEqual(Array(4).fill('2025-06-30'));
  });

  it.each([
    ['2025-06-30', '2025-06-30'],
    ['2025-06-30T00:00:00.000', '2025-06-30'],
    ['2025-06-30T08:15', '2025-06-30T08:15:00'],
    ['2025-06-30T08:15:30.25Z', '2025-06-30T08:15:30.250'],
  ])('reads the ISO date cell %s', async (iso, text) => {
    const sheet = await sheetOf({ rows: `<row><c t="d"><v>${iso}</v></c></row>` });
    expect([sheet.cell(0, 0), sheet.kind(0, 0)]).toEqual([text, 'date']);
  });

  it('agrees with SheetJS on the calendar day of every serial', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        const { y, m, d } = theirs.parse_date_code(serial);
        const pad = (n: number, width: number) => String(n).padStart(width, '0');
        expect(serialText(serial, false, false)).toBe(`${pad(y, 4)}-${pad(m, 2)}-${pad(d, 2)}`);
      }),
    );
  });

  it('agrees with SheetJS on which formats are dates', () => {
    const codes = [
      '0',
      '0.00',
      '#,##0',
      'm/d/yy',
      'h:mm',
      'mm:ss.0',
      '[h]:mm',
      '# ?/?',
      '"day" 0',
      '\\d0',
      'yyyy',
      '@',
    ];
    for (const code of codes) {
      const mine = ['date', 'time', 'elapsed'].includes(readNumberStyle(code).type);
      expect([code, mine]).toEqual([code, theirs.is_date(code)]);
    }
  });
});

describe('generalText', () => {
  it('never changes a number by more than its sixteenth digit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.abs(Number(generalText(value)) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-14);
      }),
    );
  });
});
