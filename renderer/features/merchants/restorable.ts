import type { HistoryEntry, MerchantView } from '@shared/contracts/core';
import { MERCHANT_INPUT_FIELDS, MERCHANT_SENSITIVE_FIELDS, type MerchantField } from '@shared/entities/merchant';

export interface Restorable {
  field: MerchantField;
  was: string;
  now: string;
}

/**
 * What an entry changed that can be put back: fields that a person enters, but for those of which only a mask was kept, and
 * only where today's value is another. A first entry put nothing in the place of something.
 */
export function restorable(entry: HistoryEntry, view: MerchantView): Restorable[] {
  if (entry.action === 'merchant.create') return [];
  const inputs: readonly string[] = MERCHANT_INPUT_FIELDS;
  const masked: readonly string[] = MERCHANT_SENSITIVE_FIELDS;
  return entry.diff
    .filter(({ field }) => inputs.includes(field) && !masked.includes(field))
    .map(({ field, before }) => ({
      field: field as MerchantField,
      was: before,
      now: view[field as MerchantField] ?? '',
    }))
    .filter(({ was, now }) => was !== now);
}
