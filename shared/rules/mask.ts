import type { MerchantField } from '../entities/merchant';

/** First three and last four signs, the rest as stars; short values show nothing at all. */
export function maskIdNumber(value: string): string {
  return maskMiddle(value, 3, 4);
}

/** `138****0000`; a landline keeps its area code and last four digits. */
export function maskPhone(value: string): string {
  return maskMiddle(value, 3, 4);
}

/** Only the last four digits, led by four stars whatever the length: the length of an account says which bank. */
export function maskAccount(value: string): string {
  if (value === '') return '';
  return value.length <= 4 ? '****' : `****${value.slice(-4)}`;
}

/** The masked form of a sensitive field; any other field comes back as it is. */
export function maskField(field: MerchantField, value: string): string {
  if (field === 'legalIdNo') return maskIdNumber(value);
  if (field === 'contactPhone') return maskPhone(value);
  if (field === 'accountNo') return maskAccount(value);
  return value;
}

function maskMiddle(value: string, head: number, tail: number): string {
  if (value === '') return '';
  if (value.length < head + tail + 2) return '*'.repeat(value.length);
  return value.slice(0, head) + '*'.repeat(value.length - head - tail) + value.slice(-tail);
}
