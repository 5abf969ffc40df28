import { MERCHANT_INPUT_FIELDS, merchant, type MerchantStatus, type MerchantValues } from '@shared/entities/merchant';
import type { FieldIssue } from '@shared/kernel/result';
import { checkMerchant } from '@shared/rules/fields';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { MerchantStore } from '@renderer/data/merchant-store';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { isWithinReach } from './require-rows';

/** Refuses values that may not be stored. A draft may lack everything but its name; what it has must be right. */
export function requireValid(plain: Readonly<MerchantValues>, status: MerchantStatus): void {
  const issues = checkMerchant(plain).filter(
    (issue: FieldIssue) => status !== 'DRAFT' || issue.code !== 'required' || issue.field === 'name',
  );
  if (issues.length > 0) refuse('input.invalid', { issues });
}

/** A USCC belongs to one merchant among those that are neither closed nor in the recycle bin. */
export function requireFreeUscc(ctx: CoreContext, uscc: string, exceptId: string): void {
  const holder = findUsccHolder(ctx.merchants, uscc, exceptId);
  if (holder) {
    // Whose it is, is told to who may see that one.
    const { merchantNo = '', name = '' } = holder.values;
    refuse('merchant.uscc_taken', {
      ...(isWithinReach(ctx, holder) && { params: { merchantNo, name } }),
      issues: [{ field: 'uscc', code: 'uscc.taken' }],
    });
  }
}

export function findUsccHolder(store: MerchantStore, uscc: string, exceptId: string): MerchantRow | undefined {
  if (uscc === '') return undefined;
  return store.findExact('uscc', uscc).find((row) => row.id !== exceptId && row.values['status'] !== 'CLOSED');
}

/** Whether every required field has a value; the values themselves were checked when they were written. */
export function isComplete(row: MerchantRow): boolean {
  return MERCHANT_INPUT_FIELDS.every(
    (field) => !(merchant.fields[field] as { required?: boolean }).required || row.values[field] !== '',
  );
}
