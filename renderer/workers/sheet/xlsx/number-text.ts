import { KIND } from './cell-store';
import { styleFor, type NumberStyle } from './number-format';

export interface ShownNumber {
  /** ASCII. */
  text: string;
  kind: number;
}

/** A number as the text a person sees in the cell, and what it then is. */
export function numberText(value: number, format: NumberStyle, date1904: boolean): ShownNumber {
  const style = styleFor(value, format);
  switch (style.type) {
    case 'percent':
      return { text: percentText(value, style.decimals), kind: KIND.percent };
    case 'padded':
      return { text: paddedText(value, style.width), kind: KIND.number };
    case 'date':
    case 'time':
    case 'elapsed': {
      const text = style.type === 'elapsed' ? elapsedText(value) : serialText(value, style.type === 'time', date1904);
      return text === null ? { text: generalText(value), kind: KIND.number } : { text, kind: KIND.date };
    }
    case 'plain':
      return { text: generalText(value), kind: KIND.number };
  }
}

/**
 * As Excel's General would with a wide enough cell: fractions to 15 significant digits, whole numbers in full below 1e21
 * (Excel would show 1.2E+17; the digits tell the checker that the cell has lost its tail), the rest as 1E+21.
 */
export function generalText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const exact = Number.isInteger(value) && Math.abs(value) < 1e21 ? value : toFifteenDigits(value);
  const text = String(exact === 0 ? 0 : exact);
  const e = text.indexOf('e');
  if (e < 0) return text;
  const exponent = text.slice(e + 2);
  return `${text.slice(0, e)}E${text[e + 1]}${exponent.padStart(2, '0')}`;
}

function toFifteenDigits(value: number): number {
  const rounded = Number(value.toPrecision(15));
  return Number.isFinite(rounded) ? rounded : value;
}

/** As many decimals as the format asks, and more where they count: `0.0038` with `0%` is `0.38%`, not `0%`. */
function percentText(value: number, decimals: number): string {
  const exact = Number((value * 100).toPrecision(15));
  const text = generalText(exact);
  if (text.includes('E')) return `${text}%`;
  const have = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  if (have >= decimals) return `${text}%`;
  return `${text}${have === 0 ? '.' : ''}${'0'.repeat(Math.min(decimals, 30) - have)}%`;
}

function paddedText(value: number, width: number): string {
  if (!Number.isInteger(value) || value < 0) return generalText(value);
  return generalText(value).padStart(Math.min(width, 30), '0');
}

const DAY_MS = 86_400_000;
/** Serial of 9999-12-31, Excel's last day. */
const LAST_SERIAL = 2_958_465;

/** An Excel serial as ISO text: a day alone at midnight, else with its time; `null` where Excel shows ####. */
export function serialText(serial: number, timeOnly: boolean, date1904: boolean): string | null {
  const serial1900 = date1904 ? serial + 1462 : serial;
  if (!(serial >= 0) || serial1900 >= LAST_SERIAL + 1) return null;
  let day = Math.floor(serial1900);
  let ms = Math.round((serial1900 - day) * DAY_MS);
  if (ms === DAY_MS) {
    day++;
    ms = 0;
  }
  if (timeOnly && serial < 1) return timeText(ms);
  const date = dayText(day, date1904);
  return ms === 0 ? date : `${date}T${timeText(ms)}`;
}

/** Excel believes in 1900-02-29 (serial 60), as Lotus did; days before it are shifted by one. */
function dayText(day: number, date1904: boolean): string {
  if (day === 60 && !date1904) return '1900-02-29';
  const epochDay = day < 60 && !date1904 ? day - 25_568 : day - 25_569;
  return isoDay(epochDay);
}

/** Days since 1970-01-01 to `YYYY-MM-DD` (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
function isoDay(epochDay: number): string {
  const z = epochDay + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function timeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rest = ms % 1000;
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0 ? text : `${text}.${String(rest).padStart(3, '0')}`;
}

/** `[h]:mm` and the like: a length of time, as hours that may pass 24. */
function elapsedText(value: number): string | null {
  if (value < 0 || value > LAST_SERIAL) return null;
  const seconds = Math.round(value * 86_400);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A cell of type `d`: ISO 8601 in the file. Midnight is dropped, a zone is not applied. */
export function isoCellText(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(\.\d+)?Z?)?$/.exec(text.trim());
  if (!match) return text;
  const [, day, clock, fraction] = match;
  const time = clock?.length === 5 ? `${clock}:00` : (clock ?? '00:00:00');
  const ms = fraction ? `.${fraction.slice(1, 4).padEnd(3, '0')}` : '';
  const tail = ms === '.000' ? '' : ms;
  return time === '00:00:00' && tail === '' ? day! : `${day}T${time}${tail}`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
