import { stripWords } from './around-number';
import { bad, good, type Checked } from './issues';
import { compact, isScientific, plainDashes } from './text';

const MOBILE = /^1[3-9]\d{9}$/;
/** What an address book puts before the number; Han words go with `stripWords`. */
const LABEL = /^(?:TEL|PHONE|MOBILE|MOB|M|T|P)[:.]/;
/** `+86`, `(0086)`, and a bare `86` where it cannot be the number's own. */
const COUNTRY = /^\(?(?:(?:\+0?|00)86\)?-?|86(?:\)-?|-|(?=(?:1[3-9](?:-?\d){9}|0\d{10,11})$)))/;
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))-?([1-9]\d{6,7})(?:(?:-|\/|#|\*)(\d{1,6}))?$/;
const EXTENSION = /转?(?:分机号?|EXT\.?|转)[:.]?/;
const SERVICE = /^([48]00)-?(\d{3})-?(\d{4})$/;
/** Eleven digits and no more lost than the point moved: how Java prints a number cell. */
const WHOLE_SCIENTIFIC = /^(1)\.(\d{10})E\+?10$/;
const SEVERAL = /1[3-9]\d{9}\D+1[3-9]\d{9}/;

export function isMobile(text: string): boolean {
  return MOBILE.test(text);
}

/**
 * A mobile as eleven digits, a landline as `0571-88888888` (extension `-123`), a service number as `400-123-4567`.
 * `params.reason` of `phone.format` says what is wrong: letters, length, prefix, scientific, several.
 */
export function checkPhone(raw: string): Checked {
  if (MOBILE.test(raw)) return good(raw);
  const text = plainDashes(compact(raw)).toUpperCase();
  if (text === '') return good('');
  const whole = WHOLE_SCIENTIFIC.exec(text);
  if (whole) return checkPhone(`${whole[1]}${whole[2]}`);
  if (isScientific(text)) return bad(text, 'phone.format', { reason: 'scientific' });
  const bare = stripWords(text.replace(LABEL, ''))
    .replace(LABEL, '')
    .replace(/^(\d{10,})\.0+$/, '$1');
  const national = bare.replace(COUNTRY, '');
  const digits = national.replace(/[-.,·_()]/g, '');
  if (MOBILE.test(digits)) return good(digits);
  // The zero that is dialled before a mobile of another city.
  if (/^01[3-9]\d{9}$/.test(digits)) return good(digits.slice(1));
  const landline = LANDLINE.exec(withAreaZero(groupDigits(national), national !== bare));
  if (landline) return good(`${landline[1]}-${landline[2]}${landline[3] ? `-${landline[3]}` : ''}`);
  // Ten digits from 800 on without a break are rather a mobile that lost its first.
  const service = SERVICE.exec(/^400|^800\D/.test(national.replace(/^\(/, '')) ? digits : '');
  if (service) return good(`${service[1]}-${service[2]}-${service[3]}`);
  return bad(text, 'phone.format', { reason: reasonOf(digits, text), length: digits.length });
}

/** Brackets, strokes and words for an extension as single dashes, the two halves of a number joined. */
function groupDigits(text: string): string {
  return text
    .replace(EXTENSION, '-')
    .replace(/[()/]/g, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/-+/g, '-')
    .replace(/^(\d{3,4}-\d{4})-(\d{4}(?:-\d{1,6})?)$/, '$1$2');
}

/** `+86-571-88888888` drops the zero of the area code. */
function withAreaZero(text: string, hadCountry: boolean): string {
  const shape = hadCountry
    ? /^(?:10|2\d|[3-9]\d{2})-?[1-9]\d{6,7}(?:-\d{1,6})?$/
    : /^(?:10|2\d|[3-9]\d{2})-[1-9]\d{6,7}(?:-\d{1,6})?$/;
  return shape.test(text) && !/^[48]00-/.test(text) ? `0${text}` : text;
}

function reasonOf(digits: string, text: string): string {
  if (SEVERAL.test(text)) return 'several';
  if (!/^\d+$/.test(digits)) return 'letters';
  return digits.length === 11 ? 'prefix' : 'length';
}
