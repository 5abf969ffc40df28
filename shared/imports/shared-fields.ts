import type { MerchantField } from '../entities/merchant';

export const REGION = ['province', 'city', 'district'] as const satisfies readonly MerchantField[];

/** Fields that one column may hold together. */
const TOGETHER: readonly (readonly MerchantField[])[] = [
  [...REGION, 'address'],
  ['contactName', 'contactPhone'],
  ['legalName', 'legalIdNo'],
  ['bankName', 'accountName', 'accountNo'],
];

/** Whether one column can hold both fields, each rule taking its part out of the text. */
export function mayShare(field: string, other: string): boolean {
  return TOGETHER.some((fields: readonly string[]) => fields.includes(field) && fields.includes(other));
}
