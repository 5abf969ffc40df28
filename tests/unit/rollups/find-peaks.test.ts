import { describe, expect, it } from 'vitest';
import type { DayPoint } from '@shared/contracts/dashboard';
import type { BizDate } from '@shared/kernel/brand';
import { findDays, findPeaks } from '@shared/rollups/find-peaks';
import { noMoney } from '@shared/rollups/money-sums';
import { addDays } from '@shared/time/biz-date';
import { weekdayOf } from '@shared/txns/filter';

/** Days in a row from a Monday without holidays on; Saturdays bring a third more. */
function days(from: string, count: number, change: Record<string, number> = {}): DayPoint[] {
  return Array.from({ length: count }, (_, n) => {
    const bizDate = addDays(from as BizDate, n);
    const usual = weekdayOf(bizDate) === 6 ? 13_333 : 10_000;
    return { bizDate, ...noMoney(), settleFen: change[bizDate] ?? usual };
  });
}

describe('peaks and troughs', () => {
  it('are days far from days of their own kind: a Saturday like all Saturdays is none', () => {
    const found = findDays(days('2025-06-09', 35, { '2025-06-21': 20_000, '2025-06-25': 4_000 }));
    expect(found.map(({ bizDate, ppm }) => [bizDate, ppm])).toEqual([
      ['2025-06-21', 500_038],
      ['2025-06-25', -600_000],
    ]);
  });

  it('hold a worked Sunday against working days, and a holiday against holidays', () => {
    // 28 September 2025 is a Sunday worked for the holiday of eight days from 1 October.
    const holiday = {
      ...Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`2025-10-0${n + 1}`, 30_000])),
      '2025-10-11': 10_000,
    };
    const span = days('2025-09-08', 35, { ...holiday, '2025-10-03': 60_000 });
    expect(findDays(span).map(({ bizDate }) => bizDate)).toEqual(['2025-10-03']);
    const quiet = findDays(days('2025-09-08', 35, { ...holiday, '2025-09-28': 2_000 }));
    expect(quiet).toMatchObject([{ bizDate: '2025-09-28', usualFen: 10_000, ppm: -800_000 }]);
  });

  it('say of a weekday, a holiday and the hours how far they are from the others', () => {
    const span = days('2025-05-26', 14, { '2025-05-31': 5_000, '2025-06-01': 5_000, '2025-06-02': 5_000 });
    const heat = [9, 11, 12, 13, 20].map((hour) => ({ weekday: 1, hour, payments: 1, settleFen: 100 }));
    const found = findPeaks(span, heat);
    expect(found.find(({ kind }) => kind === 'holiday')).toMatchObject({
      name: 'dragonBoat',
      from: '2025-05-31',
      to: '2025-06-02',
      averageFen: 5_000,
    });
    expect(found.find(({ kind }) => kind === 'hours')).toMatchObject({
      from: 11,
      to: 13,
      settleFen: 300,
      ppm: 600_000,
    });
    expect(findPeaks(days('2025-06-09', 28), []).map((one) => [one.kind, one.ppm])).toEqual([['weekday', 272_719]]);
  });

  it('say nothing of few days, and of days that differ as much as they always do', () => {
    expect(findPeaks(days('2025-06-09', 3, { '2025-06-10': 90_000 }), [])).toEqual([]);
    const restless = days('2025-06-09', 35).map((day, n) => ({
      ...day,
      settleFen: 10_000 + (n % 7) * 1_000 + (n % 5) * 2_500,
    }));
    expect(findDays(restless)).toEqual([]);
  });
});
