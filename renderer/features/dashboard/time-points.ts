import type { DayPoint } from '@shared/contracts/dashboard';
import type { BizDate } from '@shared/kernel/brand';
import { addMoney, noMoney } from '@shared/rollups/money-sums';
import { sliceSpan, type Grain, type TimeSlice } from '@shared/time/grains';
import type { TimePoint } from './chart-options';

/** Every day, week, month or quarter of the span, in order; those without bills are there and empty. */
export function toTimePoints(from: string, to: string, days: readonly DayPoint[], grain: Grain): TimePoint[] {
  const slices = sliceSpan({ from: from as BizDate, to: to as BizDate }, grain);
  // Both run on in order: a year of days is not looked through for every one of them.
  let next = 0;
  while (next < days.length && days[next]!.bizDate < from) next++;
  return slices.map((slice): TimePoint => {
    const sums = noMoney();
    const first = next;
    for (; next < days.length && days[next]!.bizDate <= slice.to; next++) addMoney(sums, days[next]!);
    return { ...slice, ...wordsOf(slice, grain), sums: next > first ? { bizDate: slice.key, ...sums } : null };
  });
}

/** A week is named by its days, anything else by its key. */
function wordsOf({ key, from, to }: TimeSlice, grain: Grain): Pick<TimePoint, 'key' | 'label'> {
  if (grain === 'day') return { key, label: key.slice(5) };
  return grain === 'week' ? { key: `${from} – ${to.slice(5)}`, label: from.slice(5) } : { key, label: key };
}
