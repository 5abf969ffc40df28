import { isInScope } from '@shared/access/scope';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { CoreContext } from '../context';
import { refuse } from '../define';

/** The merchants of a list of ids, each once; refused when one of them is not there (any more), or out of reach. */
export function requireRows(ctx: CoreContext, ids: readonly string[]): MerchantRow[] {
  return [...new Set(ids)].map((id) => requireRow(ctx, id));
}

export function requireRow(ctx: CoreContext, id: string): MerchantRow {
  const row = ctx.merchants.get(id);
  // What is out of reach is answered like what is not there: its existence is nobody's business.
  return row && isWithinReach(ctx, row) ? row : refuse('merchant.not_found');
}

export function isWithinReach(ctx: Pick<CoreContext, 'scope'>, row: MerchantRow): boolean {
  const { id, values } = row;
  return isInScope(ctx.scope, { id, ownerId: row.ownerId || row.createdBy, regionCode: values['regionCode'] ?? '' });
}

/** What somebody writes must stay where they can see it. @throws Refusal `merchant.out_of_reach` */
export function requireWithinReach(ctx: CoreContext, row: MerchantRow): void {
  if (!isWithinReach(ctx, row)) refuse('merchant.out_of_reach');
}

/** A merchant that is not in the recycle bin. */
export function requireLiving(ctx: CoreContext, id: string): MerchantRow {
  const row = requireRow(ctx, id);
  return row.deletedAt === 0 ? row : refuse('merchant.not_found');
}
