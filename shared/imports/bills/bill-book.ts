import type { RawSheet } from '../define';
import type { BillKind } from '../sources/define';
import type { BillReading } from './define';
import { findBill, readBill, type BillOptions } from './read-bill';

/** Layouts that name their provider: nobody else writes them, whatever else the columns remind of. */
const OWN_NAMES: ReadonlySet<BillKind> = new Set<BillKind>([
  'wechat-trade',
  'wechat-fund',
  'alipay-trade',
  'alipay-summary',
  'alipay-account',
  'alipay-account-summary',
  'coupon',
  'template',
]);

/** Whether some sheet is a bill beyond doubt. */
export function isProviderBill(sheets: readonly RawSheet[]): boolean {
  return sheets.some((sheet) => {
    const found = findBill(sheet);
    return found !== undefined && OWN_NAMES.has(found.source.kind);
  });
}

/** Every bill of a workbook: one per sheet that holds one. Hidden sheets count only when no visible one holds any. */
export function readBillBook(sheets: readonly RawSheet[], options: BillOptions = {}): BillReading[] {
  const visible = sheets.filter((sheet) => !sheet.hidden).flatMap((sheet) => readBill(sheet, options) ?? []);
  return visible.length > 0 ? visible : sheets.filter((s) => s.hidden).flatMap((s) => readBill(s, options) ?? []);
}
