import type { Field } from '../entities/define';
import { merchant, type MerchantField } from '../entities/merchant';
import type { PackedColumn } from '../kernel/columns';
import { isPlainAccount } from './bank-account';
import { isPlainEmail } from './email';
import { isPlainIdCard } from './id-card';
import { isMobile } from './phone';
import { isPersonField } from './plain-text';
import { isNoAnswer, isPlaceholder, startsPlaceholder } from './placeholders';
import { isPlainUscc } from './uscc';

/** Signs that make text worth cleaning wherever they stand; blanks and apostrophes only matter at its ends. */
const UNCLEAN =
  /[&\t-\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f\u2018\u2019\u202a-\u202e\u2060-\u206f\u2e80-\u2fdf\ufeff\ufff9-\ufffb\ud800-\udfff]/;
/** The same by UTF-16 unit: short texts are run through faster than a regular expression is called. 0 not asked yet, 1 clean, 2 not. */
const cleanness = new Uint8Array(65_536);
/** Apostrophe, formula, formula error, blank, ditto mark, 同上: a text that starts so is looked at. */
const LOOK_AT = new Set([...'\'=# "〃同'].map((sign) => sign.charCodeAt(0)));
/** In a name of a person: signs set apart, a telephone number beside it. In the name of a bank or holder: an account. */
const BESIDE_PERSON = /[ \d]/;
const BESIDE_BANK = /\d[\d -]{10}/;

/** True: `checkField` would hand a text that is not empty back as it is, without a word. False: ask it. */
export type PlainTest = (text: string) => boolean;

/**
 * The quick answer for fields whose values differ from row to row, where a hundred thousand good ones are nodded through;
 * undefined for fields whose few values are better remembered. `today` as in `checkField`.
 */
export function findPlainTest(name: MerchantField, today = ''): PlainTest | undefined {
  const field: Field = merchant.fields[name];
  switch (field.type) {
    case 'text':
    case 'longText':
      return plainText(field, isPersonField(name));
    case 'uscc':
      return isPlainUscc;
    case 'idCard':
      return (text) => isPlainIdCard(text, today);
    case 'phone':
      return isMobile;
    case 'email':
      return isPlainEmail;
    case 'bankAccount':
      return isPlainAccount;
    default:
      return undefined;
  }
}

function plainText(field: Field, isPerson: boolean): PlainTest {
  const max = field.max ?? Infinity;
  const says = field.required === true ? isNoAnswer : isPlaceholder;
  const beside = besideName(field, isPerson);
  return (text) =>
    text.length <= max &&
    isCleanRange(text, 0, text.length) &&
    !says(text) &&
    !(isPerson && !startsName(text.charCodeAt(0))) &&
    !(beside !== undefined && beside.test(text));
}

/** A Han sign or a letter of English: what nearly every name of a person starts with. */
function startsName(unit: number): boolean {
  return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x41 && unit <= 0x7a && (unit <= 0x5a || unit >= 0x61));
}

function besideName(field: Field, isPerson: boolean): RegExp | undefined {
  return isPerson ? BESIDE_PERSON : field.section === 'settlement' ? BESIDE_BANK : undefined;
}

/**
 * Whether every text of a column would be nodded through, said without taking the column apart; false means: look at each.
 * Only columns of free text can be told so.
 */
export function isPlainColumn(name: MerchantField, column: PackedColumn): boolean {
  const field: Field = merchant.fields[name];
  if (field.type !== 'text' && field.type !== 'longText') return false;
  const { text, ends } = column;
  const says = field.required === true ? isNoAnswer : isPlaceholder;
  const isPerson = isPersonField(name);
  if (besideName(field, isPerson)?.test(text)) return false;
  for (let row = 0, start = 0; row < ends.length; row++) {
    const end = ends[row]!;
    const length = end - start;
    if (length > (field.max ?? Infinity)) return false;
    if (length === 0 ? field.required : !isCleanRange(text, start, end)) return false;
    if (length > 0 && isPerson && !startsName(text.charCodeAt(start))) return false;
    if (length > 0 && startsPlaceholder(text.charCodeAt(start)) && says(text.slice(start, end))) return false;
    start = end;
  }
  return true;
}

/** Whether a part of a text is one line that needs no cleaning, said without touching it; false means: look closer. */
function isCleanRange(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  if (LOOK_AT.has(first) || text.charCodeAt(end - 1) === 0x20) return false;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const known = cleanness[unit]!;
    if (known !== 1 && (known === 2 || !learn(unit))) return false;
  }
  return true;
}

function learn(unit: number): boolean {
  const isClean = !UNCLEAN.test(String.fromCharCode(unit));
  cleanness[unit] = isClean ? 1 : 2;
  return isClean;
}
