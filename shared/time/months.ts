import type { BizDate } from '../kernel/brand';
import { daysInMonth, isRealDate } from './biz-date';
import type { Span } from './spans';

/** `YYYY-MM` of a month that exists. */
export function isRealMonth(text: string): boolean {
  return /^\d{4}-\d{2}$/.test(text) && isRealDate(`${text}-01`);
}

/** Its first and its last day. */
export function spanOfMonth(month: string): Span {
  const last = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  return { from: `${month}-01` as BizDate, to: `${month}-${String(last).padStart(2, '0')}` as BizDate };
}

/** The month `by` months later, or earlier when negative. */
export function shiftMonth(month: string, by: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** Every month from one to another, both included; none when they are the wrong way round. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = shiftMonth(month, 1)) months.push(month);
  return months;
}
