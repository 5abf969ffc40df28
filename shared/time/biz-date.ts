import type { BizDate } from '../kernel/brand';

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;
/** China has had no daylight saving since 1991: a business date is the UTC date eight hours ahead. */
const SHANGHAI_MS = 8 * 3_600_000;

/** `'YYYY-MM-DD'` naming a day that exists (proleptic Gregorian, years 1000 to 9999). */
export function isRealDate(text: string): text is BizDate {
  const match = SHAPE.exec(text);
  if (!match) return false;
  const month = Number(match[2]);
  const day = Number(match[3]);
  return text >= '1000' && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(match[1]), month);
}

/** The date of three numbers; '' when there is no such day. */
export function toBizDate(year: number, month: number, day: number): BizDate | '' {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isRealDate(text) ? text : '';
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The business date at an instant (epoch ms), in Asia/Shanghai. */
export function bizDateAt(epochMs: number): BizDate {
  return new Date(epochMs + SHANGHAI_MS).toISOString().slice(0, 10) as BizDate;
}

/** Midnight in Asia/Shanghai at the start of a business date, as epoch ms. */
export function startOfBizDate(date: BizDate): number {
  return Date.parse(`${date}T00:00:00Z`) - SHANGHAI_MS;
}

export function addDays(date: BizDate, days: number): BizDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as BizDate;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BizDate, to: BizDate): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

export function monthKeyOf(date: BizDate): string {
  return date.slice(0, 7);
}
