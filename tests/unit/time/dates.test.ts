import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BizDate } from '@shared/kernel/brand';
import {
  addDays,
  bizDateAt,
  daysBetween,
  isRealDate,
  monthKeyOf,
  startOfBizDate,
  toBizDate,
} from '@shared/time/biz-date';
import { fromExcelSerial, toExcelSerial } from '@shared/time/excel-serial';
import { parseDate } from '@shared/time/parse-date';

const date = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1970-01-01' as BizDate, days));

describe('a date', () => {
  it.each([
    ['2024-01-05', '2024-01-05'],
    ['2024-1-5', '2024-01-05'],
    ['2024/1/5', '2024-01-05'],
    ['2024.1.5', '2024-01-05'],
    ['2024年1月5日', '2024-01-05'],
    ['2024年01月05号', '2024-01-05'],
    ['2024 1 5', '2024-01-05'],
    ['20240105', '2024-01-05'],
    ['20240105123000', '2024-01-05'],
    ['２０２４－０１－０５', '2024-01-05'],
    ['2024-01-05 00:00:00', '2024-01-05'],
    ['2024-01-05T10:20:30.000Z', '2024-01-05'],
    ['2024/1/5 下午 3:20', '2024-01-05'],
    ['2024年1月5日 星期五', '2024-01-05'],
    ['二〇二四年十二月二十四日', '2024-12-24'],
    ['二零二四年一月十日', '2024-01-10'],
    ['45199', '2023-09-30'],
    ['45199.5', '2023-09-30'],
    ['2024-02-29', '2024-02-29'],
    ['2024_01_05', '2024-01-05'],
    ['2024，1，5', '2024-01-05'],
    ['2024·1·5', '2024-01-05'],
    ['2024-01-05 00:00:00.0', '2024-01-05'],
    ['20240105T000000', '2024-01-05'],
    ['"2024-01-05"', '2024-01-05'],
    ['="2024-01-05"', '2024-01-05'],
    ['签约日期：2024-01-05', '2024-01-05'],
    ['二O二四年一月五日', '2024-01-05'],
    ['二０二四年一月五日', '2024-01-05'],
    ['2024年一月五日', '2024-01-05'],
    ['2024年十二月三十一日', '2024-12-31'],
    ['5th Jan 2024', '2024-01-05'],
    ['January 5th, 2024', '2024-01-05'],
    ['Fri Jan 05 00:00:00 CST 2024', '2024-01-05'],
    ['Fri Jan 05 2024 00:00:00 GMT+0800 (中国标准时间)', '2024-01-05'],
    ['Fri, 05 Jan 2024 00:00:00 GMT', '2024-01-05'],
    ['2024-01-05 10:30:00 +0800 CST', '2024-01-05'],
    ['1704412800000', '2024-01-05'],
    ['2024-01-04T16:00:00.000Z', '2024-01-05'],
    ['2024-01-04T15:59:59Z', '2024-01-04'],
    ['2024-01-05T00:30:00+09:00', '2024-01-04'],
    ['2024-01-05T00:00:00+08:00', '2024-01-05'],
    ['2024-01-05 24:00:00', '2024-01-05'],
  ])('%s is %s', (raw, expected) => expect(parseDate(raw)).toBe(expected));

  it.each([
    '2024-02-30',
    '2023-02-29',
    '2100-02-29',
    '20241332',
    '待定',
    '24-1-5',
    '1/5/2024',
    '2024年1月',
    '2024-1/5',
    '2024',
    '123',
    '99999',
    '二〇二四年十十十月一日',
    '二〇二四年一月三十二日',
    '5-Jan-24',
    '民国113年1月5日',
    '2024-01-05至2025-01-04',
    '1704412800',
    '2024-01-051',
    '',
  ])('%j is none', (raw) => expect(parseDate(raw)).toBe(''));

  it('is read back from each way of writing it', () => {
    fc.assert(
      fc.property(date, (day) => {
        const [y, m, d] = day.split('-').map(Number) as [number, number, number];
        for (const text of [day, `${y}/${m}/${d}`, `${y}.${m}.${d}`, `${y}年${m}月${d}日`, day.replaceAll('-', '')]) {
          expect(parseDate(text)).toBe(day);
        }
        expect(toBizDate(y, m, d)).toBe(day);
      }),
    );
  });

  it('survives the way to Excel and back, in both calendars', () => {
    fc.assert(
      fc.property(date, (day) => {
        expect(fromExcelSerial(toExcelSerial(day))).toBe(day);
        expect(fromExcelSerial(toExcelSerial(day) - 1462, true)).toBe(day);
      }),
    );
    expect([1, 59, 60, 61].map((n) => fromExcelSerial(n))).toEqual(['1900-01-01', '1900-02-28', '', '1900-03-01']);
    expect([0, -1, 2_958_466, Number.NaN].map((n) => fromExcelSerial(n))).toEqual(['', '', '', '']);
    expect(fromExcelSerial(0, true)).toBe('1904-01-01');
  });

  it('turns over at midnight in Shanghai', () => {
    expect(bizDateAt(Date.parse('2024-12-31T15:59:59Z'))).toBe('2024-12-31');
    expect(bizDateAt(Date.parse('2024-12-31T16:00:00Z'))).toBe('2025-01-01');
    fc.assert(fc.property(date, (day) => bizDateAt(startOfBizDate(day)) === day));
  });

  it('adds and counts days', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -999, max: 999 }), (day, n) => daysBetween(day, addDays(day, n)) === n),
    );
    expect(monthKeyOf('2024-01-05' as BizDate)).toBe('2024-01');
    expect([isRealDate('0999-01-01'), isRealDate('2024-04-31'), isRealDate('2024-00-10'), isRealDate('x')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
