import type { BizDate } from '../kernel/brand';

const DAY_MS = 86_400_000;
/** Day 0 of Excel's 1900 system, one day early from serial 60 on because Excel believes in 29 February 1900. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const LAST_SERIAL = 2_958_465; // 9999-12-31

/** The calendar date of an Excel serial number (its time of day is dropped); '' for serials that name no day. */
export function fromExcelSerial(serial: number, date1904 = false): BizDate | '' {
  const day = Math.floor(serial);
  if (!Number.isFinite(day) || day < (date1904 ? 0 : 1) || day > LAST_SERIAL) return '';
  if (date1904) return isoOf(EPOCH_1904 + day * DAY_MS);
  if (day === 60) return ''; // 1900-02-29 never was
  return isoOf(EPOCH_1900 + (day < 60 ? day + 1 : day) * DAY_MS);
}

/** The serial number Excel (1900 system) stores for a date after February 1900. */
export function toExcelSerial(date: BizDate): number {
  return (Date.parse(`${date}T00:00:00Z`) - EPOCH_1900) / DAY_MS;
}

function isoOf(ms: number): BizDate {
  return new Date(ms).toISOString().slice(0, 10) as BizDate;
}
