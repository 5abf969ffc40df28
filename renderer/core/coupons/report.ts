import type { DaySums } from '@shared/contracts/bills';
import type { CouponReport, DiscountSums } from '@shared/contracts/coupons';
import type { DashboardFilter } from '@shared/contracts/dashboard';
import { addDiscount, foldDiscountDays, foldDiscounts, noDiscounts } from '@shared/rollups/fold-discounts';
import type { Span } from '@shared/time/spans';
import type { CoreContext } from '../context';
import { Owners } from '../dashboard/owners';
import { readReached } from '../dashboard/read';
import { findAccounts } from '../txns/accounts-for';
import { listCoupons } from './list';

/** What coupons and discounts paid in these days, by the sums of days that bills and lists of uses left. */
export async function readCouponReport(ctx: CoreContext, span: Span, filter: DashboardFilter): Promise<CouponReport> {
  const accounts = await findAccounts(ctx, filter);
  const rows = await readReached(ctx, accounts, span);
  const owners = new Owners(ctx, accounts);
  return {
    ...span,
    isReady: rows.every(({ coupons }) => coupons !== undefined),
    payments: rows.reduce((sum, { payments }) => sum + payments, 0),
    settleFen: rows.reduce((sum, { settleFen }) => sum + settleFen, 0),
    sums: foldDiscounts(rows),
    days: foldDiscountDays(rows),
    coupons: await listCoupons(ctx, accounts, span, rows),
    merchants: foldByMerchant(rows, owners),
  };
}

function foldByMerchant(rows: readonly DaySums[], owners: Owners): CouponReport['merchants'] {
  const by = new Map<string, DiscountSums>();
  for (const row of rows) {
    for (const one of row.coupons ?? []) {
      const id = owners.merchantOf(row);
      const sums = by.get(id) ?? noDiscounts();
      addDiscount(sums, one);
      by.set(id, sums);
    }
  }
  return [...by]
    .map(([id, sums]) => ({ id, name: owners.nameOf(id), ...sums }))
    .sort((a, b) => b.savedFen - a.savedFen || (a.id < b.id ? -1 : 1));
}
