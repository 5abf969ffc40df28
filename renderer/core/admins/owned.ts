import { EVERYTHING } from '@shared/access/scope';
import type { MerchantRow } from '@renderer/data/merchant-rows';
import type { CoreContext } from '../context';

/** Every merchant somebody looks after, the recycle bin included, whoever asks. */
export function ownedBy(ctx: CoreContext, adminId: string): MerchantRow[] {
  const sort = { field: 'createdAt', descending: false };
  return [false, true].flatMap((deleted) => {
    const scan = { filter: { ownerId: adminId, deleted }, scope: EVERYTHING, words: [], blind: [] };
    return ctx.merchants.query(scan, sort, 0, Infinity).rows;
  });
}
