import type { DayPoint, HeatCell } from '../contracts/dashboard';
import { BUILT_IN, type Calendar, type DayKind, type HolidayMark } from '../time/holidays';
import { weekdayOf } from '../txns/filter';
import { changePpm, toPpm } from './money-sums';

/** A day that is far from days of its own kind, or a kind of day that is far from all others. By settled amount. */
export type Finding =
  | { kind: 'day'; bizDate: string; settleFen: number; usualFen: number; ppm: number }
  | { kind: 'weekday'; weekday: number; averageFen: number; usualFen: number; ppm: number }
  | { kind: 'holiday'; name: HolidayMark; from: string; to: string; averageFen: number; usualFen: number; ppm: number }
  | { kind: 'hours'; from: number; to: number; settleFen: number; ppm: number };

/** Fewer days of a kind say nothing of what is usual for it. */
const LEAST_OTHERS = 3;
/** Nearer to the usual than this is no peak and no trough. */
const LEAST_PPM = 150_000;
/** As many times as the middle day strays from the usual a day must stray to stand out: every fourth day strays a little. */
const STRAYS = 4;
const MOST_DAYS = 3;
const PEAK_HOURS = 3;

/** Single days first, the furthest from what is usual before the others; then weekdays, holidays and hours. */
export function findPeaks(
  days: readonly DayPoint[],
  heat: readonly HeatCell[],
  calendar: Calendar = BUILT_IN,
): Finding[] {
  return [
    ...findDays(days, calendar),
    ...findWeekdays(days, calendar),
    ...findHolidays(days, calendar),
    ...findHours(heat),
  ];
}

/**
 * At most three days above and three below. A day is held against the middle one of the other days of its kind: the same weekday,
 * or where there are too few of them any working day; days of holidays against one another.
 */
export function findDays(
  days: readonly DayPoint[],
  calendar: Calendar = BUILT_IN,
): Extract<Finding, { kind: 'day' }>[] {
  const found = days.flatMap((day) => {
    const others = comparableTo(day, days, calendar);
    if (!others) return [];
    const usualFen = middleOf(others);
    const ppm = changePpm(day.settleFen, usualFen);
    if (ppm === null || Math.abs(ppm) < LEAST_PPM) return [];
    const stray = middleOf(others.map((fen) => Math.abs(fen - usualFen)));
    if (Math.abs(day.settleFen - usualFen) <= STRAYS * stray) return [];
    return [{ kind: 'day' as const, bizDate: day.bizDate, settleFen: day.settleFen, usualFen, ppm }];
  });
  const sorted = found.sort((a, b) => b.ppm - a.ppm || (a.bizDate < b.bizDate ? -1 : 1));
  const above = sorted.filter(({ ppm }) => ppm > 0).slice(0, MOST_DAYS);
  return [
    ...above,
    ...sorted
      .filter(({ ppm }) => ppm < 0)
      .slice(-MOST_DAYS)
      .reverse(),
  ];
}

/** The best and the worst weekday against the average of all; days of holidays and worked weekends are left out of both. */
function findWeekdays(days: readonly DayPoint[], { dayKindOf }: Calendar): Finding[] {
  const plain = days.filter(({ bizDate }) => dayKindOf(bizDate) === 'plain');
  const byWeekday = groupDays(plain, (date) => String(weekdayOf(date)));
  if (byWeekday.size < 2 || [...byWeekday.values()].some((some) => some.length < 2)) return [];
  const usualFen = averageOf(plain);
  const found = [...byWeekday]
    .map(([weekday, some]) => ({
      kind: 'weekday' as const,
      weekday: Number(weekday),
      averageFen: averageOf(some),
      usualFen,
    }))
    .map((one) => ({ ...one, ppm: changePpm(one.averageFen, usualFen) ?? 0 }))
    .sort((a, b) => b.ppm - a.ppm || a.weekday - b.weekday);
  return [...new Set([found[0]!, found.at(-1)!])].filter(({ ppm }) => Math.abs(ppm) >= LEAST_PPM);
}

/** Each holiday with bills against the average of all days that are none. */
function findHolidays(days: readonly DayPoint[], { dayKindOf, holidayOf }: Calendar): Finding[] {
  const usual = days.filter(({ bizDate }) => dayKindOf(bizDate) !== 'holiday');
  if (usual.length < LEAST_OTHERS) return [];
  const usualFen = averageOf(usual);
  // A holiday comes once a year: the year tells two of the same name apart, and the month those without a name.
  const off = days.filter(({ bizDate }) => holidayOf(bizDate) !== null);
  const groups = groupDays(off, (date) => {
    const name = holidayOf(date);
    return `${name}${date.slice(0, name === 'own' ? 7 : 4)}`;
  });
  return [...groups.values()].flatMap((some) => {
    const averageFen = averageOf(some);
    const ppm = changePpm(averageFen, usualFen);
    if (ppm === null || Math.abs(ppm) < LEAST_PPM) return [];
    const [from, to] = [some[0]!.bizDate, some.at(-1)!.bizDate];
    return [{ kind: 'holiday' as const, name: holidayOf(from)!, from, to, averageFen, usualFen, ppm }];
  });
}

/** The three hours on end that bring most; `ppm` is their part of the whole day. */
function findHours(heat: readonly HeatCell[]): Finding[] {
  const byHour = new Array<number>(24).fill(0);
  for (const { hour, settleFen } of heat) byHour[hour]! += settleFen;
  const total = byHour.reduce((sum, fen) => sum + fen, 0);
  if (total <= 0) return [];
  const sums = Array.from({ length: 24 - PEAK_HOURS + 1 }, (_, from) =>
    byHour.slice(from, from + PEAK_HOURS).reduce((sum, fen) => sum + fen, 0),
  );
  const settleFen = Math.max(...sums);
  const from = sums.indexOf(settleFen);
  return [{ kind: 'hours', from, to: from + PEAK_HOURS - 1, settleFen, ppm: toPpm(settleFen, total) }];
}

/** Settled amounts of the other days of the same kind; null where there are too few. */
function comparableTo({ bizDate }: DayPoint, days: readonly DayPoint[], { dayKindOf }: Calendar): number[] | null {
  const of = (isAlike: (date: string) => boolean): number[] =>
    days.filter((day) => day.bizDate !== bizDate && isAlike(day.bizDate)).map(({ settleFen }) => settleFen);
  const kind = dayKindOf(bizDate);
  if (kind === 'plain') {
    const same = of((date) => dayKindOf(date) === 'plain' && weekdayOf(date) === weekdayOf(bizDate));
    if (same.length >= LEAST_OTHERS) return same;
  }
  const near = of((date) => placeOf(date, dayKindOf(date)) === placeOf(bizDate, kind));
  return near.length >= LEAST_OTHERS ? near : null;
}

/** Saturdays and Sundays stand for themselves: a day away from work is not like the other. */
function placeOf(date: string, kind: DayKind): string {
  const weekday = weekdayOf(date);
  return kind === 'holiday' ? kind : kind === 'plain' && weekday > 5 ? String(weekday) : 'working';
}

function groupDays(days: readonly DayPoint[], keyOf: (date: string) => string): Map<string, DayPoint[]> {
  const groups = new Map<string, DayPoint[]>();
  for (const day of days) groups.set(keyOf(day.bizDate), [...(groups.get(keyOf(day.bizDate)) ?? []), day]);
  return groups;
}

/** The lower one where two are in the middle. Not empty. */
function middleOf(amounts: readonly number[]): number {
  return [...amounts].sort((a, b) => a - b)[(amounts.length - 1) >> 1]!;
}

/** Whole fen, down. Not empty. */
function averageOf(days: readonly DayPoint[]): number {
  return Math.floor(days.reduce((sum, { settleFen }) => sum + settleFen, 0) / days.length);
}
