import type { DayPoint } from '@shared/contracts/dashboard';
import type { BizDate } from '@shared/kernel/brand';
import { addMoney, noMoney } from '@shared/rollups/money-sums';
import { addDays, daysBetween, daysInMonth, monthKeyOf } from '@shared/time/biz-date';
import type { TimePoint } from './chart-options';

/** Longer spans are shown by month: nobody reads hundreds of points. */
const MOST_DAYS = 92;

/** Every day of the span, or every month, in order; those without bills are there and empty. */
export function toTimePoints(from: string, to: string, days: readonly DayPoint[]): TimePoint[] {
  const [first, last] = [from as BizDate, to as BizDate];
  const length = daysBetween(first, last) + 1;
  const known = new Map(days.map((day) => [day.bizDate, day]));
  if (length <= MOST_DAYS) {
    return Array.from({ length }, (_, n): TimePoint => {
      const date = addDays(first, n);
      return { key: date, label: date.slice(5), from: date, to: date, sums: known.get(date) ?? null };
    });
  }
  const points: TimePoint[] = [];
  for (let date = first; date <= last;) {
    const month = monthKeyOf(date);
    const end = `${month}-${String(daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)))).padStart(2, '0')}`;
    const until = end < last ? end : last;
    const within = days.filter((day) => day.bizDate >= date && day.bizDate <= until);
    const sums = noMoney();
    for (const day of within) addMoney(sums, day);
    points.push({
      key: month,
      label: month,
      from: date,
      to: until,
      sums: within.length > 0 ? { bizDate: month, ...sums } : null,
    });
    date = addDays(until as BizDate, 1);
  }
  return points;
}
