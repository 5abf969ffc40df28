import type { BizDate } from '../kernel/brand';
import { addDays, daysBetween, daysInMonth } from './biz-date';

/** Business days, both included. */
export interface Span {
  from: BizDate;
  to: BizDate;
}

/** As many days just before. */
export function spanBefore({ from, to }: Span): Span {
  const length = daysBetween(from, to) + 1;
  return { from: addDays(from, -length), to: addDays(from, -1) };
}

/** The same days a year earlier; the 29th of February becomes the 28th. */
export function spanYearBefore({ from, to }: Span): Span {
  return { from: yearBefore(from), to: yearBefore(to) };
}

/** The month before as far as this one has gone: the 1st to the same day, or to its last. */
export function monthBefore({ from, to }: Span): Span {
  const last = addDays(from, -1);
  const first = `${last.slice(0, 8)}01` as BizDate;
  const day = Math.min(Number(to.slice(8)), Number(last.slice(8)));
  return { from: first, to: `${first.slice(0, 8)}${String(day).padStart(2, '0')}` as BizDate };
}

function yearBefore(date: BizDate): BizDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = daysInMonth(year - 1, month);
  return `${year - 1}${date.slice(4, 8)}${String(Math.min(day, last)).padStart(2, '0')}` as BizDate;
}

/** From the first to the last day of any of them; `spans` is not empty. */
export function spanOver(spans: readonly Span[]): Span {
  const ends = spans.map(({ to }) => to).sort();
  return { from: spans.map(({ from }) => from).sort()[0]!, to: ends.at(-1)! };
}
