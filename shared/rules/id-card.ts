import { daysInMonth, isRealDate } from '../time/biz-date';
import { stripWords } from './around-number';
import { bad, good, issue, type CellIssue, type Checked } from './issues';
import { isProvinceCode } from './regions';
import { compact, isScientific, plainDashes } from './text';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const STANDARD = /^\d{17}[\dX]$/;
/** Residence permits of people from Hong Kong and Macao (81, 82) and Taiwan (83) use the same number. */
const PERMIT_PREFIXES = new Set(['81', '82', '83']);

/** GB 11643-1999: the 18th sign of a citizen's number for 17 given digits. */
export function computeIdCardCheck(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (first17.charCodeAt(i) - 48) * WEIGHTS[i]!;
  return CHECKS[sum % 11]!;
}

export function birthDateOf(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

/** `today` (a BizDate) turns on the checks of age; without it only what the number itself says is judged. */
export function checkIdCard(raw: string, isNumberCell = false, today = ''): Checked {
  const text = STANDARD.test(raw) ? raw : cleanIdCard(raw);
  if (text === '') return good('');
  if (isScientific(text) || (isNumberCell && /^\d{16,}$/.test(text))) return bad(text, 'text.truncated_number');
  if (text.length !== 18) return bad(text, 'idcard.length', { length: text.length });
  if (!STANDARD.test(text)) return bad(text, 'idcard.charset');
  const birth = birthDateOf(text);
  if (!isRealDate(birth) || birth < '1880' || (today !== '' && birth > today)) return bad(text, 'idcard.date');
  if (computeIdCardCheck(text) !== text[17]) {
    // Fifteen good digits and zeros after them are what Excel leaves of a long number.
    return bad(text, text.endsWith('000') ? 'text.truncated_number' : 'idcard.checksum');
  }
  const doubts: CellIssue[] = [];
  const prefix = text.slice(0, 2);
  if (!isProvinceCode(prefix) && !PERMIT_PREFIXES.has(prefix)) doubts.push(issue('idcard.region', 'warning'));
  if (today !== '') {
    const age = computeAge(birth, today);
    if (age < 16 || age > 100) doubts.push(issue('idcard.age', 'warning'));
  }
  return { value: text, issues: doubts };
}

function cleanIdCard(raw: string): string {
  const text = stripWords(plainDashes(compact(raw)).replaceAll('-', '').toUpperCase());
  // Signs that look like the last X and can be nothing else.
  return text.replace(/(?<=^\d{17})[×✕✖ΧХ]$/, 'X');
}

/** A number about which `checkIdCard` has nothing to say, found out in one pass. */
export function isPlainIdCard(text: string, today = ''): boolean {
  if (text.length !== 18) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    sum += digit * WEIGHTS[i]!;
  }
  if (text.charCodeAt(17) !== CHECKS.charCodeAt(sum % 11)) return false;
  const year = Number(text.slice(6, 10));
  const month = Number(text.slice(10, 12));
  const day = Number(text.slice(12, 14));
  if (year < 1880 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false;
  const prefix = text.slice(0, 2);
  if (!isProvinceCode(prefix) && !PERMIT_PREFIXES.has(prefix)) return false;
  if (today === '') return true;
  const age = computeAge(birthDateOf(text), today);
  return age >= 16 && age <= 100;
}

function computeAge(birth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}
