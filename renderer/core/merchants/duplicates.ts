import type { DuplicateHint, QueryIo } from '@shared/contracts/core';
import type { MerchantField } from '@shared/entities/merchant';
import { checkField } from '@shared/rules/fields';
import { nameKey } from '@shared/rules/name-key';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { CoreContext } from '../context';
import { isWithinReach } from './require-rows';

const MAX_HINTS = 10;
const NO_FILTER = { filter: {}, blind: [] };
const FIRST_SORT = { field: 'merchantNo', descending: false };

/** Merchants that may be the same as what is being typed, surest first. Hints, never a refusal. */
export function findDuplicates(ctx: CoreContext, input: QueryIo['merchant.duplicates']['input']): DuplicateHint[] {
  const { merchants, vault } = ctx;
  const hints = new Map<string, DuplicateHint>();
  const add = (rows: readonly MerchantRow[], by: DuplicateHint['by']): void => {
    for (const row of rows) {
      if (row.id === input.exceptId || hints.has(row.id) || hints.size >= MAX_HINTS) continue;
      if (!isWithinReach(ctx, row)) continue;
      hints.set(row.id, { id: row.id, merchantNo: row.values['merchantNo']!, name: row.values['name']!, by });
    }
  };
  add(merchants.findExact('uscc', normalised('uscc', input.uscc)), 'uscc');
  const name = nameKey(input.name ?? '');
  if (name.length >= 2) {
    const alike = merchants.query({ ...NO_FILTER, scope: ctx.scope, words: [name] }, FIRST_SORT, 0, 200).rows;
    add(
      alike.filter((row) => nameKey(row.values['name']!) === name),
      'name',
    );
  }
  const blind = (field: 'contactPhone' | 'accountNo' | 'legalIdNo', value: string | undefined): MerchantRow[] =>
    merchants.findExact(`#${field}`, vault.blind(field, normalised(field, value)));
  add(blind('contactPhone', input.contactPhone), 'phone');
  add(blind('accountNo', input.accountNo), 'account');
  add(blind('legalIdNo', input.legalIdNo), 'idCard');
  return [...hints.values()];
}

function normalised(field: MerchantField, raw: string | undefined): string {
  return raw ? checkField(field, raw).value : '';
}
