import { stripWords } from './around-number';
import { bad, doubtful, good, type Checked } from './issues';
import { compact, isScientific, plainDashes } from './text';

/** ISO/IEC 7812-1 annex B: the digit that makes a card number pass the Luhn check. */
export function computeLuhnDigit(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, double = true; i >= 0; i--, double = !double) {
    const d = (digits.charCodeAt(i) - 48) * (double ? 2 : 1);
    sum += d > 9 ? d - 9 : d;
  }
  return String((10 - (sum % 10)) % 10);
}

export function isLuhnValid(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && computeLuhnDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** A number about which `checkBankAccount` has nothing to say. */
export function isPlainAccount(text: string): boolean {
  const { length } = text;
  if (length < 5 || length > 32) return false;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    const weighted = (length - i) % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return length < 16 || length > 19 || sum % 10 === 0;
}

/**
 * Five to thirty-two digits once blanks and dashes are gone. Only numbers that look like cards (16 to 19 digits, a card
 * prefix) are held against Luhn, and only as a doubt: company accounts and some old ones never followed it.
 */
export function checkBankAccount(raw: string, isNumberCell = false): Checked {
  const typed = /^\d+$/.test(raw) ? raw : plainDashes(compact(raw));
  if (typed === '') return good('');
  const bare = stripWords(typed);
  if (isScientific(bare)) return bad(typed, 'text.truncated_number');
  const text = joinGroups(bare.replace(/^(\d{5,15})\.0+$/, '$1').replace(/[-_]/g, ''), isNumberCell);
  if (!/^\d{5,32}$/.test(text)) return bad(typed, 'account.invalid');
  if (isNumberCell && text.length > 15) return bad(text, 'text.truncated_number');
  if (isRoundedCard(text)) return bad(text, 'text.truncated_number');
  if (/^(?:62|[345])/.test(text) && text.length >= 16 && text.length <= 19 && !isLuhnValid(text)) {
    return doubtful(text, 'account.luhn');
  }
  return good(text);
}

/** `6222.0212.3456`: dots and commas between groups of digits. A single dot may be a decimal point, and stays. */
function joinGroups(text: string, isNumberCell: boolean): string {
  const isGrouped = /^\d{1,4}([.,])\d{3,4}(?:\1\d{1,4})+$/.test(text) || (isNumberCell && /^[\d,]+$/.test(text));
  return isGrouped ? text.replace(/[.,]/g, '') : text;
}

/** A card of 18 or 19 digits whose last ones are zeros from the 16th on and fail the check: saved by a spreadsheet as text. */
function isRoundedCard(text: string): boolean {
  return /^62\d{13}0{3,4}$/.test(text) && !isLuhnValid(text);
}
