import type { ClosedMonth } from '@shared/contracts/profit';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import { refuse } from '../define';
import type { CoreContext } from '../context';

/** @throws Refusal `profit.month_closed` */
export async function requireOpenMonth(uow: UnitOfWork, month: string): Promise<void> {
  if (await uow.table('closedMonths').get(month)) refuse('profit.month_closed', { params: { month } });
}

/** What concerns everything is for who sees everything. @throws Refusal `profit.whole_reach` */
export function requireWhole(ctx: CoreContext): void {
  if (ctx.scope.length > 0) refuse('profit.whole_reach');
}

export async function closedMonths(ctx: CoreContext): Promise<ReadonlyMap<string, ClosedMonth>> {
  const rows = await ctx.db.table('closedMonths').toArray();
  return new Map(rows.map((row) => [row.month, row]));
}
