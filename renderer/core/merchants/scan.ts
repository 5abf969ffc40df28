import type { MerchantFilter } from '@shared/contracts/core';
import { MERCHANT_SENSITIVE_FIELDS } from '@shared/entities/merchant';
import { checkField } from '@shared/rules/fields';
import { hasError } from '@shared/rules/issues';
import { foldText } from '@shared/rules/name-key';
import type { MerchantScan } from '@renderer/data/merchant-filter';
import type { CoreContext } from '../context';
import type { Vault } from '../vault/vault';

/** A filter as asked for, made ready for the store: within the reach of the permission being used. Text that is a whole mobile, ID or account number is looked up blind. */
export function toScan(
  { vault, scope }: Pick<CoreContext, 'vault' | 'scope'>,
  { text = '', ...filter }: MerchantFilter,
): MerchantScan {
  const words = foldText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return { filter, scope, words, blind: words.length === 0 ? [] : blindKeys(vault, text) };
}

function blindKeys(vault: Vault, text: string): MerchantScan['blind'] {
  if (!/\d{5}/.test(foldText(text).replace(/[\s-]/g, ''))) return [];
  return MERCHANT_SENSITIVE_FIELDS.flatMap((field) => {
    const { value, issues } = checkField(field, text);
    return value === '' || hasError(issues) ? [] : [{ field, value: vault.blind(field, value) }];
  });
}
