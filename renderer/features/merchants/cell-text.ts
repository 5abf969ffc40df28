import type { MerchantView } from '@shared/contracts/core';
import { merchant, type MerchantField } from '@shared/entities/merchant';
import { showField } from '@renderer/ui/show-field';

/** A field of a merchant as it stands in a list. */
export function cellText(row: MerchantView, field: string, locale: 'zh' | 'en'): string {
  const key = field as MerchantField;
  return showField(merchant.fields[key], row[key], locale);
}
