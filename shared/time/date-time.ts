import type { BizDate } from '../kernel/brand';
import { isRealDate } from './biz-date';
import { parseDate } from './parse-date';

/** A moment of a business day in Asia/Shanghai. */
export interface DayTime {
  date: BizDate;
  /** Seconds since midnight; 0 where the text has no time of day. */
  second: number;
}

const DAY_SECONDS = 86_400;
const CLOCK = /(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2}))?/;
const COMPACT = /^\d{8}[T ]?(\d{2})(\d{2})(\d{2})?$/;
const COMPACT_CLOCK = /^(\d{1,2})(\d{2})(\d{2})$/;
const SERIAL = /^\d{5}\.(\d+)$/;

let lastDate = '';

/** Date and time as bills and spreadsheets write them: `2025-06-16 08:01:02`, `20250616080102`, `2025/6/16 8:01`, a serial number. */
export function parseDateTime(text: string): DayTime | undefined {
  const plain = readPlain(text);
  if (plain) return plain;
  const date = parseDate(text);
  if (date === '') return undefined;
  const serial = SERIAL.exec(text);
  if (serial) return { date, second: fractionOfDay(serial[1]!) };
  const compact = COMPACT.exec(text);
  if (compact) return { date, second: seconds(compact[1]!, compact[2]!, compact[3]) ?? 0 };
  return { date, second: parseClock(text) ?? 0 };
}

/** Seconds since midnight of `08:01:02`, `080102` or `8:01`; `undefined` for what is no time of day. */
export function parseClock(text: string): number | undefined {
  const match = CLOCK.exec(text) ?? COMPACT_CLOCK.exec(text.padStart(6, '0'));
  if (!match) return /^0?\.\d+$/.test(text) ? fractionOfDay(text.slice(text.indexOf('.') + 1)) : undefined;
  const second = seconds(match[1]!, match[2]!, match[3]);
  return second !== undefined && /下午|PM/i.test(text) && second < DAY_SECONDS / 2 ? second + DAY_SECONDS / 2 : second;
}

/** `YYYY-MM-DD HH:mm:ss`, nearly every row of every bill; the day is mostly that of the row before. */
function readPlain(text: string): DayTime | undefined {
  if (text.length !== 19 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const date = text.slice(0, 10);
  if (date !== lastDate) {
    if (!isRealDate(date)) return undefined;
    lastDate = date;
  }
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(hour < 24 && minute < 60 && second < 60)) return undefined;
  return { date: date as BizDate, second: hour * 3600 + minute * 60 + second };
}

/** NaN when they are no digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

function seconds(hour: string, minute: string, second = '0'): number | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  return h < 24 && m < 60 && s < 60 ? h * 3600 + m * 60 + s : undefined;
}

/** A spreadsheet keeps the time of day as a fraction, a little off. */
function fractionOfDay(digits: string): number {
  const scale = 10n ** BigInt(digits.length);
  const second = Number((BigInt(digits) * BigInt(DAY_SECONDS) * 2n + scale) / (scale * 2n));
  return Math.min(second, DAY_SECONDS - 1);
}
