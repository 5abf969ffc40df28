import type { MerchantField } from '../entities/merchant';
import { checkEnum } from '../rules/enums';
import { compact } from '../rules/text';
import { parseDate } from '../time/parse-date';
import type { RawSheet } from './define';

/** What the content of a field looks like, where it looks like anything. */
const LOOKS: Partial<Record<MerchantField, (text: string) => boolean>> = {
  uscc: (t) => /^(?=.*[A-Z])[0-9A-Z]{2}\d{6}[0-9A-Z]{10}$/.test(t) && !/^\d{17}X$/.test(t),
  legalIdNo: (t) => /^[1-8]\d{5}(?:19|20)\d{9}[0-9X]$/.test(t),
  contactPhone: (t) => /^(?:\+?86-?|0086)?1[3-9]\d(?:-?\d{4}){2}$|^0\d{2,3}-?\d{7,8}$/.test(t),
  email: (t) => /^[^@]+@[^@]+\.[A-Z]+$/.test(t),
  accountNo: (t) => /^(?!1[3-9]\d{9}$)[\d-]{12,30}$/.test(t),
  ratePpm: (t) => /^(?:\d{1,2}(?:\.\d+)?[%‰‱]|0\.00\d+|[千万百]分之.+)$/.test(t),
  settleCycle: (t) => checkEnum(t, 'settleCycle').issues.length === 0,
  merchantType: (t) => checkEnum(t, 'merchantType').issues.length === 0,
  mcc: (t) => /^\d{4}(?:\D|$)/.test(t),
  onboardedOn: (t) => parseDate(t) !== '',
};
const SAMPLE = 100;

/** Share of a column's first filled cells that look like a field; -1 when there is too little to judge, or no look to know. */
export function sniffColumn(sheet: RawSheet, firstRow: number, column: number, field: MerchantField): number {
  const looksRight = LOOKS[field];
  if (!looksRight) return -1;
  let seen = 0;
  let right = 0;
  for (let row = firstRow; row < sheet.rowCount && seen < SAMPLE && row < firstRow + SAMPLE * 4; row++) {
    const text = compact(sheet.cell(row, column)).toUpperCase();
    if (text === '') continue;
    seen++;
    if (looksRight(text)) right++;
  }
  return seen < 2 ? -1 : right / seen;
}

/** Fields that content alone may give away. */
export const TELLING_FIELDS = [
  'uscc',
  'legalIdNo',
  'contactPhone',
  'email',
] as const satisfies readonly MerchantField[];
