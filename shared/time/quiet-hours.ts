import { addDays, bizDateAt, startOfBizDate } from './biz-date';

const MINUTE_MS = 60_000;

export interface QuietHours {
  /** `HH:mm` in Shanghai; both '' for none. */
  quietFrom: string;
  quietTo: string;
}

/** When something that comes now may be shown: at once, or when the quiet hours end that it falls into. Epoch ms. */
export function showAtOf(now: number, { quietFrom, quietTo }: QuietHours): number {
  if (quietFrom === quietTo || quietFrom === '' || quietTo === '') return now;
  const today = bizDateAt(now);
  const from = startOfBizDate(today) + minuteOf(quietFrom) * MINUTE_MS;
  const to = startOfBizDate(today) + minuteOf(quietTo) * MINUTE_MS;
  if (from < to) return now >= from && now < to ? to : now;
  if (now < to) return to;
  return now >= from ? startOfBizDate(addDays(today, 1)) + minuteOf(quietTo) * MINUTE_MS : now;
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
