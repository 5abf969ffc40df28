import { bad, good, type Checked } from './issues';
import { compact, isScientific, plainDashes } from './text';

const MOBILE = /^1[3-9]\d{9}$/;
/** What an address book or a careful typist puts before the number. */
const LABEL = /^(?:TEL|PHONE|MOBILE|电话|手机|手机号|联系电话)[:.]/;
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))-?([1-9]\d{6,7})(?:(?:-|转|EXT\.?|#|\*)(\d{1,6}))?$/;
const SERVICE = /^([48]00)-?(\d{3})-?(\d{4})$/;

export function isMobile(text: string): boolean {
  return MOBILE.test(text);
}

/**
 * A mobile as eleven digits, a landline as `0571-88888888` (extension `-123`), a service number as `400-123-4567`.
 * `params.reason` of `phone.format` says what is wrong: letters, length, prefix, scientific.
 */
export function checkPhone(raw: string): Checked {
  if (MOBILE.test(raw)) return good(raw);
  const text = plainDashes(compact(raw)).toUpperCase();
  if (text === '') return good('');
  if (isScientific(text)) return bad(text, 'phone.format', { reason: 'scientific' });
  const national = text
    .replace(LABEL, '')
    .replace(/\.0+$/, '')
    .replace(/^\(?(?:\+|00)86\)?-?/, '');
  const digits = national.replace(/[-.()]/g, '');
  if (MOBILE.test(digits)) return good(digits);
  if (/^861[3-9]\d{9}$/.test(digits)) return good(digits.slice(2));
  const landline = LANDLINE.exec(withAreaZero(national.replace(/[()]/g, '-').replace(/^-+/, '').replace(/-+/g, '-')));
  if (landline) return good(`${landline[1]}-${landline[2]}${landline[3] ? `-${landline[3]}` : ''}`);
  const service = SERVICE.exec(national.replace(/[()]/g, ''));
  if (service) return good(`${service[1]}-${service[2]}-${service[3]}`);
  return bad(text, 'phone.format', { reason: reasonOf(digits) });
}

/** `+86-571-88888888` drops the zero of the area code. */
function withAreaZero(text: string): string {
  return /^(?:10|2\d|[3-9]\d{2})-[1-9]\d{6,7}(?:-\d{1,6})?$/.test(text) &&
    !text.startsWith('400-') &&
    !text.startsWith('800-')
    ? `0${text}`
    : text;
}

function reasonOf(digits: string): string {
  if (!/^\d+$/.test(digits)) return 'letters';
  return digits.length === 11 ? 'prefix' : 'length';
}
