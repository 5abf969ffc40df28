import type { BizDate } from '../kernel/brand';
import { addDays } from './biz-date';

export const HOLIDAY_NAMES = [
  'newYear',
  'spring',
  'qingming',
  'labour',
  'dragonBoat',
  'midAutumn',
  'national',
] as const;
export type HolidayName = (typeof HOLIDAY_NAMES)[number];

/** Days off, first and last included, and the days of a weekend that are worked for them. */
export interface HolidaySpan {
  name: HolidayName;
  from: string;
  to: string;
  worked: readonly string[];
}

/**
 * Public holidays of the mainland, a list for each year. What the General Office of the State Council makes known each autumn for
 * the year after; a year is added when its notice is out.
 */
export const HOLIDAYS: readonly HolidaySpan[] = [
  // 国务院办公厅关于2024年部分节假日安排的通知, 25 October 2023
  { name: 'newYear', from: '2023-12-30', to: '2024-01-01', worked: [] },
  { name: 'spring', from: '2024-02-10', to: '2024-02-17', worked: ['2024-02-04', '2024-02-18'] },
  { name: 'qingming', from: '2024-04-04', to: '2024-04-06', worked: ['2024-04-07'] },
  { name: 'labour', from: '2024-05-01', to: '2024-05-05', worked: ['2024-04-28', '2024-05-11'] },
  { name: 'dragonBoat', from: '2024-06-08', to: '2024-06-10', worked: [] },
  { name: 'midAutumn', from: '2024-09-15', to: '2024-09-17', worked: ['2024-09-14'] },
  { name: 'national', from: '2024-10-01', to: '2024-10-07', worked: ['2024-09-29', '2024-10-12'] },
  // 国务院办公厅关于2025年部分节假日安排的通知, 12 November 2024; Mid-Autumn lies within the National Day holiday
  { name: 'newYear', from: '2025-01-01', to: '2025-01-01', worked: [] },
  { name: 'spring', from: '2025-01-28', to: '2025-02-04', worked: ['2025-01-26', '2025-02-08'] },
  { name: 'qingming', from: '2025-04-04', to: '2025-04-06', worked: [] },
  { name: 'labour', from: '2025-05-01', to: '2025-05-05', worked: ['2025-04-27'] },
  { name: 'dragonBoat', from: '2025-05-31', to: '2025-06-02', worked: [] },
  { name: 'national', from: '2025-10-01', to: '2025-10-08', worked: ['2025-09-28', '2025-10-11'] },
  // 国务院办公厅关于2026年部分节假日安排的通知, 4 November 2025
  { name: 'newYear', from: '2026-01-01', to: '2026-01-03', worked: ['2026-01-04'] },
  { name: 'spring', from: '2026-02-15', to: '2026-02-23', worked: ['2026-02-14', '2026-02-28'] },
  { name: 'qingming', from: '2026-04-04', to: '2026-04-06', worked: [] },
  { name: 'labour', from: '2026-05-01', to: '2026-05-05', worked: ['2026-05-09'] },
  { name: 'dragonBoat', from: '2026-06-19', to: '2026-06-21', worked: [] },
  { name: 'midAutumn', from: '2026-09-25', to: '2026-09-27', worked: [] },
  { name: 'national', from: '2026-10-01', to: '2026-10-07', worked: ['2026-09-20', '2026-10-10'] },
];

/** Years whose holidays are known; of any other only the weekdays are. */
export const HOLIDAY_YEARS: readonly number[] = [2024, 2025, 2026];

export type DayKind = 'holiday' | 'worked' | 'plain';

/** A day as the company noted it, over the built-in lists. */
export interface OwnDay {
  date: string;
  kind: DayKind;
  /** '' where it is none of those with a name. */
  name: HolidayName | '';
}

export type HolidayMark = HolidayName | 'own';

export interface Calendar {
  /** The holiday a day belongs to; null for any other day. */
  holidayOf: (date: string) => HolidayMark | null;
  /** `worked`: a Saturday or Sunday that is worked for a holiday. `plain`: as its weekday says. */
  dayKindOf: (date: string) => DayKind;
  /** Whether there is a list of a year, built in or noted: of any other only the weekdays are known. */
  isKnown: (year: number) => boolean;
}

/** The built-in lists, with what the company noted over them. */
export function makeCalendar(own: readonly OwnDay[]): Calendar {
  const holidays = new Map<string, HolidayMark>();
  const worked = new Set<string>();
  for (const span of HOLIDAYS) {
    for (let date = span.from as BizDate; date <= span.to; date = addDays(date, 1)) holidays.set(date, span.name);
    for (const date of span.worked) worked.add(date);
  }
  const years = new Set(HOLIDAY_YEARS);
  for (const { date, kind, name } of own) {
    const before = holidays.get(date);
    holidays.delete(date);
    worked.delete(date);
    if (kind === 'holiday') holidays.set(date, name || before || 'own');
    if (kind === 'worked') worked.add(date);
    if (kind === 'holiday') years.add(Number(date.slice(0, 4)));
  }
  return {
    holidayOf: (date) => holidays.get(date) ?? null,
    dayKindOf: (date) => (holidays.has(date) ? 'holiday' : worked.has(date) ? 'worked' : 'plain'),
    isKnown: (year) => years.has(year),
  };
}

export const BUILT_IN = makeCalendar([]);

export function areHolidaysKnown(from: string, to: string, { isKnown }: Calendar = BUILT_IN): boolean {
  return [from, to].every((date) => isKnown(Number(date.slice(0, 4))));
}
