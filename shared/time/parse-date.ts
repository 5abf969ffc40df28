import type { BizDate } from '../kernel/brand';
import { plainDashes, toHalfWidth } from '../rules/text';
import { isRealDate, toBizDate } from './biz-date';
import { fromExcelSerial } from './excel-serial';

/** A time of day after a date, with or without zone: read and dropped. */
const TIME = String.raw`(?:[T ]*(?:上午|下午|[AP]M)?\s*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?|分)?\s*(?:[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?)?`;
const WEEKDAY = String.raw`(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?`;
const PARTS = new RegExp(
  String.raw`^(\d{4})\s*([-/.年\s])\s*(\d{1,2})\s*([-/.月\s])\s*(\d{1,2})\s*[日号]?${WEEKDAY}${TIME}$`,
  'i',
);
const COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6}|${TIME})$`, 'i');
const SERIAL = /^\d{5}(?:\.\d+)?$/;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const CHINESE_DIGITS = '〇一二三四五六七八九';
/** Serials taken for dates: 1954-10-03 to 2064-04-08. Other five-digit numbers are not dates anybody meant. */
const SERIAL_MIN = 20_000;
const SERIAL_MAX = 60_000;

/**
 * A calendar date written the ways people write it: ISO, slashes, dots, `2024年1月2日`, `20240102`, with a time of day,
 * full-width, Chinese numerals, or an Excel serial number of five digits. '' for anything else: two-digit years and
 * day-first dates are refused rather than guessed.
 */
export function parseDate(raw: string): BizDate | '' {
  if (raw.length === 10 && isRealDate(raw)) return raw;
  let text = plainDashes(toHalfWidth(raw)).trim().replaceAll('。', '.').replaceAll('、', '.');
  text = text.replaceAll('\\', '/').replace(/(\d)[.日号]?\.$/, '$1');
  if (/[A-Z]{3}/i.test(text)) text = fromEnglish(text);
  if (/[年月]/.test(text) && /[〇零○一二三四五六七八九十]/.test(text)) text = fromChinese(text);
  const parts = PARTS.exec(text);
  if (parts && isSameStyle(parts[2]!, parts[4]!))
    return toBizDate(Number(parts[1]), Number(parts[3]), Number(parts[5]));
  const compact = COMPACT.exec(text);
  if (compact) return toBizDate(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  if (SERIAL.test(text) && Number(text) >= SERIAL_MIN && Number(text) < SERIAL_MAX)
    return fromExcelSerial(Number(text));
  return '';
}

/** `2024-1/2` is a slip, not a style. */
function isSameStyle(first: string, second: string): boolean {
  if (first === '年') return second === '月';
  return first === second || (/\s/.test(first) && /\s/.test(second));
}

/** `30-Nov-2019` and `Nov 30, 2019`: the one day-first style that cannot be misread, because the month is a word. */
function fromEnglish(text: string): string {
  const match =
    /^(\d{1,2})[-\s/]([A-Z]{3,9})[-\s/,]+(\d{4})$/i.exec(text) ??
    /^([A-Z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/i.exec(text);
  if (!match) return text;
  const [day, name] = /\d/.test(match[1]!) ? [match[1]!, match[2]!] : [match[2]!, match[1]!];
  const month = MONTHS.findIndex((m) => m === name.toLowerCase() || m.slice(0, 3) === name.toLowerCase());
  return month < 0 ? text : `${match[3]}-${month + 1}-${day}`;
}

/** `二〇二四年十二月二十四日` with digits: the year sign by sign, month and day as numbers up to 31. */
function fromChinese(text: string): string {
  const match =
    /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?$/.exec(text);
  if (!match) return text;
  const year = [...match[1]!].map((c) => digitOf(c)).join('');
  return `${year}-${upTo99(match[2]!)}-${upTo99(match[3]!)}`;
}

function upTo99(numeral: string): number {
  const [tens, ones, ...rest] = numeral.includes('十') ? numeral.split('十') : ['0x', numeral];
  if (rest.length > 0) return 0;
  const head = tens === '0x' ? 0 : tens === '' ? 1 : digitOf(tens!);
  return head * 10 + (ones ? digitOf(ones) : 0);
}

function digitOf(sign: string): number {
  return sign === '零' || sign === '○' ? 0 : CHINESE_DIGITS.indexOf(sign);
}
