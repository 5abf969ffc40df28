import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { CoreContext } from '../context';
import { refuse } from '../define';

/** The merchants of a list of ids, each once; refused when one of them is not there (any more). */
export function requireRows(ctx: CoreContext, ids: readonly string[]): MerchantRow[] {
  return [...new Set(ids)].map((id) => requireRow(ctx, id));
}

export function requireRow(ctx: CoreContext, id: string): MerchantRow {
  return ctx.merchants.get(id) ?? refuse('merchant.not_found');
}

/** A merchant that is not in the recycle bin. */
export function requireLiving(ctx: CoreContext, id: string): MerchantRow {
  const row = requireRow(ctx, id);
  return row.deletedAt === 0 ? row : refuse('merchant.not_found');
}
