import { describe, expect, it } from 'vitest';
import { areHolidaysKnown, BUILT_IN, HOLIDAY_YEARS, HOLIDAYS } from '@shared/time/holidays';

const { dayKindOf, holidayOf } = BUILT_IN;
import { daysBetween, isRealDate } from '@shared/time/biz-date';
import type { BizDate } from '@shared/kernel/brand';
import { weekdayOf } from '@shared/txns/filter';

describe('holidays of the mainland', () => {
  it('know a day off, a weekend that is worked, and any other', () => {
    expect([holidayOf('2026-02-15'), holidayOf('2026-02-24')]).toEqual(['spring', null]);
    expect(['2026-02-28', '2026-02-23', '2026-03-07'].map(dayKindOf)).toEqual(['worked', 'holiday', 'plain']);
    expect([areHolidaysKnown('2024-01-01', '2026-12-31'), areHolidaysKnown('2026-12-01', '2027-01-02')]).toEqual([
      true,
      false,
    ]);
  });

  it('hold what every notice holds: real days in order, weekends that are worked, and statutory days enough', () => {
    const dates = HOLIDAYS.flatMap(({ from, to, worked }) => [from, to, ...worked]);
    expect(dates.filter((date) => !isRealDate(date))).toEqual([]);
    for (const { worked } of HOLIDAYS) for (const date of worked) expect(weekdayOf(date), date).toBeGreaterThan(5);
    for (const [n, { from, to }] of HOLIDAYS.entries())
      expect(from > (HOLIDAYS[n - 1]?.to ?? '') && from <= to).toBe(true);
    // Days off on weekdays less worked weekends are the 11 statutory holidays of 2024, and the 13 from 2025 on, but for those on weekends.
    const gained = HOLIDAY_YEARS.map((year) => {
      const spans = HOLIDAYS.filter(({ to }) => to.startsWith(String(year)));
      const off = spans.reduce((sum, { from, to }) => sum + daysBetween(from as BizDate, to as BizDate) + 1, 0);
      const weekends = spans.reduce((sum, span) => sum + weekendDays(span.from, span.to), 0);
      return off - weekends - spans.reduce((sum, { worked }) => sum + worked.length, 0);
    });
    expect(gained).toEqual([11, 13, 13]);
  });
});

function weekendDays(from: string, to: string): number {
  let count = 0;
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    if (weekdayOf(new Date(at).toISOString().slice(0, 10)) > 5) count++;
  return count;
}
