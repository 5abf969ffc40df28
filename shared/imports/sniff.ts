import type { MerchantField } from '../entities/merchant';
import { checkEnum } from '../rules/enums';
import { checkRate } from '../rules/rate';
import { findProvince } from '../rules/region-list';
import { splitRegionPath } from '../rules/region-path';
import { cleanRegion } from '../rules/regions';
import { compact } from '../rules/text';
import { parseDate } from '../time/parse-date';
import type { RawSheet } from './define';

const isOption = (dictionary: string) => (text: string) => checkEnum(text, dictionary).issues.length === 0;
const isCode = (text: string) => /^[\d\-+().]*$/.test(text) || /^[0-9A-Z]{15,}$/.test(text) || text.includes('@');
const isPerson = (text: string) => /^[\p{Script=Han}·.A-Z]{2,20}/u.test(text) && !/\d{5}/.test(text);

/** What the content of a field looks like, where it looks like anything; texts are compact and in upper case. */
const LOOKS: Partial<Record<MerchantField, (text: string) => boolean>> = {
  name: (t) => t.length > 1 && !isCode(t),
  uscc: (t) => /^(?=.*[A-Z])[0-9A-Z]{2}\d{6}[0-9A-Z]{10}$/.test(t) && !/^\d{17}X$/.test(t),
  legalName: isPerson,
  legalIdNo: (t) => /^[1-8]\d{5}(?:19|20)\d{9}[0-9X]$/.test(t),
  contactName: isPerson,
  contactPhone: (t) => /^(?:\+?86-?|0086)?1[3-9]\d(?:-?\d{4}){2}$|^0\d{2,3}-?\d{7,8}$/.test(t),
  email: (t) => /^[^@]+@[^@]+\.[A-Z]+$/.test(t),
  province: (t) => findProvince(cleanRegion(t)) !== undefined || splitRegionPath(cleanRegion(t)) !== undefined,
  bankName: (t) =>
    /银行|信用|农信|农商|支行|分行|营业部|BANK|^[工农中建交]行|^(?:招商|邮储|中信|浦发|兴业|民生|平安)/.test(t),
  accountName: (t) => t.length > 1 && !isCode(t),
  accountNo: (t) => /^(?!1[3-9]\d{9}$)[\d-]{9,30}$/.test(t),
  ratePpm: (t) => /^\d{1,3}(?:\.\d+)?$/.test(t) || !checkRate(t).issues.some((i) => i.severity === 'error'),
  settleCycle: isOption('settleCycle'),
  merchantType: isOption('merchantType'),
  subjectType: isOption('subjectType'),
  level: isOption('merchantLevel'),
  mcc: (t) => /^\d{4}(?:\D|$)|\D\d{4}\D*$/.test(t),
  onboardedOn: (t) => parseDate(t) !== '',
};
const SAMPLE = 100;

/** Share of a column's first filled cells that look like a field; -1 when there is too little to judge, or no look to know. */
export function sniffColumn(sheet: RawSheet, firstRow: number, column: number, field: MerchantField): number {
  const looksRight = LOOKS[field];
  return looksRight ? shareOf(sheet, firstRow, column, looksRight) : -1;
}

/** Share of a column's first filled cells that pass a test, as compact text in upper case; -1 when fewer than `least` are filled. */
export function shareOf(
  sheet: RawSheet,
  firstRow: number,
  column: number,
  test: (text: string) => boolean,
  least = 2,
): number {
  let seen = 0;
  let right = 0;
  for (let row = firstRow; row < sheet.rowCount && seen < SAMPLE && row < firstRow + SAMPLE * 4; row++) {
    const text = compact(sheet.cell(row, column)).toUpperCase();
    if (text === '') continue;
    seen++;
    if (test(text)) right++;
  }
  return seen < least ? -1 : right / seen;
}

/** Fields that content alone may give away. */
export const TELLING_FIELDS = [
  'uscc',
  'legalIdNo',
  'contactPhone',
  'email',
] as const satisfies readonly MerchantField[];

/** Fields whose headers people mix up: where the content contradicts the one, it may prove the other. */
export const MIXED_UP: Partial<Record<MerchantField, readonly MerchantField[]>> = {
  merchantType: ['subjectType', 'mcc'],
  subjectType: ['merchantType'],
  mcc: ['merchantType'],
  uscc: ['legalIdNo'],
  legalIdNo: ['uscc'],
  legalName: ['legalIdNo'],
  contactName: ['contactPhone'],
  contactPhone: ['contactName'],
  accountNo: ['bankName', 'accountName'],
  accountName: ['accountNo'],
  bankName: ['accountNo'],
};
