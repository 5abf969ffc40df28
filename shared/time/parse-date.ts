import type { BizDate } from '../kernel/brand';
import { plainDashes, toHalfWidth } from '../rules/text';
import { addDays, bizDateAt, isRealDate, toBizDate } from './biz-date';
import { fromExcelSerial } from './excel-serial';
import { fromChineseDate, fromEnglishDate } from './worded-dates';

/** A time of day after a date, with or without zone. */
const TIME = String.raw`(?:[T ]*(?:上午|下午|[AP]M)?\s*(?<hour>\d{1,2})[:时点](?<minute>\d{1,2})(?:[:分]\d{1,2}(?:\.\d+)?秒?|分)?\s*(?:[AP]M)?\s*(?<zone>Z|(?:GMT|UTC)?[+-]\d{2}:?\d{2})?(?:\s*[A-Z]{3,4})?)?`;
const WEEKDAY = String.raw`(?:\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?`;
const PARTS = new RegExp(
  String.raw`^(\d{4})\s*([-/.,_·年\s])\s*(\d{1,2})\s*([-/.,_·月\s])\s*(\d{1,2})\s*[日号]?${WEEKDAY}${TIME}$`,
  'i',
);
const COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6}|T\d{4,6}Z?|${TIME})$`, 'i');
const SERIAL = /^\d{5}(?:\.\d+)?$/;
/** Milliseconds since 1970, from 2001 on: how some programs export an instant. */
const EPOCH_MS = /^1\d{12}$/;
/** `签约日期：` before a date, quotes and a formula around it. */
const LABEL = /^[\u4e00-\u9fff]{1,6}[:]\s*/;
const QUOTED = /^=?["“](.*)["”]$/;
/** Serials taken for dates: 1954-10-03 to 2064-04-08. Other five-digit numbers are not dates anybody meant. */
const SERIAL_MIN = 20_000;
const SERIAL_MAX = 60_000;
const SHANGHAI_MINUTES = 8 * 60;
const DAY_MINUTES = 24 * 60;

/**
 * A calendar date written the ways people and programs write it: ISO, slashes, dots, `2024年1月2日`, `20240102`, with a time of
 * day, full-width, Chinese numerals, an English month, or an Excel serial number of five digits. A time in another zone is
 * taken to Shanghai first. '' for anything else: two-digit years and day-first dates are refused rather than guessed.
 */
export function parseDate(raw: string): BizDate | '' {
  if (raw.length === 10 && isRealDate(raw)) return raw;
  let text = plainDashes(toHalfWidth(raw)).trim().replace(QUOTED, '$1').replace(LABEL, '').trim();
  text = text.replace(/[。、]/g, '.').replaceAll('\\', '/');
  text = text.replace(/(\d)[.日号]?\.$/, '$1');
  if (/[A-Z]{3}/i.test(text)) text = fromEnglishDate(text);
  if (/[年月]/.test(text)) text = fromChineseDate(text);
  const parts = PARTS.exec(text);
  if (parts && isSameStyle(parts[2]!, parts[4]!))
    return inShanghai(toBizDate(Number(parts[1]), Number(parts[3]), Number(parts[5])), parts.groups ?? {});
  const compact = COMPACT.exec(text);
  if (compact) return toBizDate(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  if (EPOCH_MS.test(text)) return bizDateAt(Number(text));
  if (SERIAL.test(text) && Number(text) >= SERIAL_MIN && Number(text) < SERIAL_MAX)
    return fromExcelSerial(Number(text));
  return '';
}

/** `2024-1/2` is a slip, not a style. */
function isSameStyle(first: string, second: string): boolean {
  if (first === '年') return second === '月';
  return first === second || (/\s/.test(first) && /\s/.test(second));
}

/** Programs write midnight in Shanghai as `2024-01-04T16:00:00Z`: the fifth. */
function inShanghai(date: BizDate | '', time: Partial<Record<string, string>>): BizDate | '' {
  const { hour, minute, zone } = time;
  if (date === '' || !zone) return date;
  const offset = /([+-])(\d{2}):?(\d{2})$/.exec(zone);
  const minutesEast = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  const minutes = Number(hour) * 60 + Number(minute) - minutesEast + SHANGHAI_MINUTES;
  return addDays(date, Math.floor(minutes / DAY_MINUTES));
}
