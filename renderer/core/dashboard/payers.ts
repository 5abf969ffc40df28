import type { DashboardFilter } from '@shared/contracts/dashboard';
import type { PayersView, UnnamedSums } from '@shared/contracts/payers';
import type { BizDate } from '@shared/kernel/brand';
import { foldByDay } from '@shared/rollups/fold-days';
import { foldPayers, noPayers } from '@shared/rollups/fold-payers';
import { daysBetween } from '@shared/time/biz-date';
import type { Span } from '@shared/time/spans';
import { readPayerDays, type PayerDayRow } from '@renderer/data/payer-days';
import type { CoreContext } from '../context';
import { findAccounts, type ReachedAccounts } from '../txns/accounts-for';
import { readReached } from './read';

export async function readPayers(ctx: CoreContext, span: Span, filter: DashboardFilter): Promise<PayersView> {
  const isReady = await arePayersCounted(ctx);
  const accounts = await findAccounts(ctx, filter);
  const rows = isReady ? await readReachedPayers(ctx, accounts, span) : [];
  const sums = isReady ? foldByDay(await readReached(ctx, accounts, span)) : [];
  const { days: points, ...figures } = foldPayers(rows, span.to, lengthOf(span));
  const byDay = new Map(points.map((point) => [point.bizDate, point]));
  const unnamed: UnnamedSums = { payments: 0, settleFen: 0 };
  const days = sums.map(({ bizDate, payments, settleFen }) => {
    const { fresh, back } = byDay.get(bizDate) ?? { fresh: noPayers(), back: noPayers() };
    const rest = {
      payments: payments - fresh.payments - back.payments,
      settleFen: settleFen - fresh.settleFen - back.settleFen,
    };
    unnamed.payments += rest.payments;
    unnamed.settleFen += rest.settleFen;
    return { bizDate, fresh, back, unnamed: rest };
  });
  return { ...span, isReady, ...figures, days, unnamed };
}

export function lengthOf({ from, to }: { from: string; to: string }): number {
  return daysBetween(from as BizDate, to as BizDate) + 1;
}

export async function readReachedPayers(
  { db }: CoreContext,
  { wanted }: ReachedAccounts,
  { from, to }: { from: string; to: string },
): Promise<PayerDayRow[]> {
  const rows = await readPayerDays(db, from, to);
  return wanted ? rows.filter(({ account }) => wanted.has(account)) : rows;
}

/** Every day with sums has its payers: only databases from before they were counted lack some. */
async function arePayersCounted({ db }: CoreContext): Promise<boolean> {
  return (await db.table('payerDays').count()) === (await db.table('txnDays').count());
}
