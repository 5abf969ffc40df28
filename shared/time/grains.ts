import type { BizDate } from '../kernel/brand';
import { weekdayOf } from '../txns/filter';
import { addDays, daysBetween, monthKeyOf } from './biz-date';
import { shiftMonth, spanOfMonth } from './months';
import type { Span } from './spans';

/** How finely time is cut: weeks begin on Monday, quarters in January, April, July and October. */
export const GRAINS = ['day', 'week', 'month', 'quarter'] as const;
export type Grain = (typeof GRAINS)[number];

/** Longer spans are shown by month: nobody reads hundreds of points. */
const MOST_DAYS = 92;

export interface TimeSlice extends Span {
  /** The day, the Monday, `2025-06` or `2025-Q2`. */
  key: string;
}

/** What suits a span where nobody says. */
export function grainFor(from: string, to: string): Grain {
  return daysBetween(from as BizDate, to as BizDate) < MOST_DAYS ? 'day' : 'month';
}

/** A span in order, without a gap; the first and the last slice are cut to it. */
export function sliceSpan({ from, to }: Span, grain: Grain): TimeSlice[] {
  const slices: TimeSlice[] = [];
  for (let first = from; first <= to;) {
    const { key, last } = sliceOf(first, grain);
    slices.push({ key, from: first, to: last < to ? last : to });
    first = addDays(last, 1);
  }
  return slices;
}

function sliceOf(date: BizDate, grain: Grain): { key: string; last: BizDate } {
  const month = monthKeyOf(date);
  switch (grain) {
    case 'day':
      return { key: date, last: date };
    case 'week': {
      const monday = addDays(date, 1 - weekdayOf(date));
      return { key: monday, last: addDays(monday, 6) };
    }
    case 'month':
      return { key: month, last: spanOfMonth(month).to };
    case 'quarter': {
      const quarter = Math.ceil(Number(month.slice(5)) / 3);
      const end = shiftMonth(`${month.slice(0, 4)}-01`, quarter * 3 - 1);
      return { key: `${month.slice(0, 4)}-Q${quarter}`, last: spanOfMonth(end).to };
    }
  }
}
