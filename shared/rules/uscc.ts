import { stripWords } from './around-number';
import { bad, doubtful, good, type Checked } from './issues';
import { compact, isScientific, plainDashes } from './text';

/** GB 32100-2015: the 31 signs of a unified social credit code; I, O, Z, S and V are never used. */
export const USCC_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** The ninth sign of an organisation code by 11 minus the sum's remainder, 1 to 11. */
const ORG_SIGNS = ' 123456789X0';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** Value of each sign by char code; -1 for signs that do not occur. */
const SIGN_VALUE = Int8Array.from({ length: 128 }, (_, code) => USCC_SIGNS.indexOf(String.fromCharCode(code)));

/** The 18th sign for 17 given ones (weights 3^(i-1) mod 31). */
export function computeUsccCheck(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += SIGN_VALUE[first17.charCodeAt(i)]! * USCC_WEIGHTS[i]!;
  return USCC_SIGNS[(31 - (sum % 31)) % 31]!;
}

/** GB 11714: the 9th sign of an organisation code; letters count 10 to 35. */
export function computeOrgCodeCheck(first8: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += parseInt(first8[i]!, 36) * ORG_WEIGHTS[i]!;
  const check = 11 - (sum % 11);
  return check === 11 ? '0' : check === 10 ? 'X' : String(check);
}

export function isUscc(code: string): boolean {
  return SHAPE.test(code) && computeUsccCheck(code) === code[17];
}

/** A code about which `checkUscc` has nothing to say, found out in one pass: this is asked of a hundred thousand rows. */
export function isPlainUscc(code: string): boolean {
  if (code.length !== 18) return false;
  let sum = 0;
  let orgSum = 0;
  for (let i = 0; i < 17; i++) {
    const unit = code.charCodeAt(i);
    const value = unit < 128 ? SIGN_VALUE[unit]! : -1;
    if (value < 0 || (i >= 2 && i < 8 && unit > 57)) return false;
    sum += value * USCC_WEIGHTS[i]!;
    if (i >= 8 && i < 16) orgSum += (unit > 57 ? unit - 55 : unit - 48) * ORG_WEIGHTS[i - 8]!;
  }
  if (code.charCodeAt(17) !== USCC_SIGNS.charCodeAt((31 - (sum % 31)) % 31)) return false;
  return code.charCodeAt(16) === ORG_SIGNS.charCodeAt(11 - (orgSum % 11));
}

export function checkUscc(raw: string, isNumberCell = false): Checked {
  const code = SHAPE.test(raw) ? raw : stripWords(plainDashes(compact(raw)).replaceAll('-', '').toUpperCase());
  if (code === '') return good('');
  if (isScientific(code) || (isNumberCell && /^\d{16,}$/.test(code))) return bad(code, 'text.truncated_number');
  if (/^\d{15}$/.test(code)) return bad(code, 'uscc.old_registration');
  if (code.length !== 18) return bad(code, 'uscc.length', { length: code.length });
  if (!SHAPE.test(code))
    return bad(code, 'uscc.charset', { reason: isUscc(withoutLookalikes(code)) ? 'lookalike' : '' });
  if (computeUsccCheck(code) !== code[17]) {
    // Fifteen digits and three zeros are what a spreadsheet leaves of eighteen.
    return bad(code, /^\d{15}000$/.test(code) ? 'text.truncated_number' : 'uscc.checksum');
  }
  // Registries have issued codes whose embedded organisation code does not check out: worth a look, not a refusal.
  if (computeOrgCodeCheck(code.slice(8, 16)) !== code[16]) return doubtful(code, 'uscc.org_code');
  return good(code);
}

const LOOKALIKES: Record<string, string> = { I: '1', O: '0', Z: '2', S: '5' };

/** Letters that a code never has as the digits they look like. */
function withoutLookalikes(code: string): string {
  return code.replace(/[IOZS]/g, (sign) => LOOKALIKES[sign]!);
}

/** The legal form a code's prefix stands for; '' when it says nothing clear. */
export function findSubjectType(uscc: string): string {
  if (uscc.startsWith('92')) return 'INDIVIDUAL';
  if (uscc.startsWith('91')) return 'ENTERPRISE';
  if (uscc.startsWith('11')) return 'GOVERNMENT';
  if (uscc.startsWith('12')) return 'INSTITUTION';
  if (uscc.startsWith('5')) return 'OTHER';
  return '';
}
