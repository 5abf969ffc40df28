import type { MonthReport, MonthReportEntry } from '@shared/contracts/month-reports';
import type { DaySums } from '@shared/contracts/bills';
import { foldAll, foldByKey } from '@shared/rollups/fold-days';
import type { MoneySums } from '@shared/rollups/money-sums';
import { bizDateAt, monthKeyOf } from '@shared/time/biz-date';
import { shiftMonth, spanOfMonth } from '@shared/time/months';
import { readDays } from '@renderer/data/txn-blocks';
import type { CoreContext } from '../context';
import { Owners } from '../dashboard/owners';
import { refuse } from '../define';
import { findAccounts } from '../txns/accounts-for';

/** A report is of everything: whoever sees a part of the merchants only is told so. @throws Refusal `report.whole_reach` */
export function requireWholeReach(ctx: CoreContext): void {
  if (ctx.scope.length > 0) refuse('report.whole_reach');
}

/** @throws Refusal `report.month_open`, `report.no_data` */
export async function computeMonth(
  ctx: CoreContext,
  month: string,
): Promise<Omit<MonthReport, 'id' | 'version' | 'at' | 'byName' | 'note'>> {
  if (month >= monthKeyOf(bizDateAt(ctx.now()))) refuse('report.month_open');
  const span = spanOfMonth(month);
  const rows = await readDays(ctx.db, span.from, span.to);
  if (rows.length === 0) refuse('report.no_data');
  const owners = new Owners(ctx, await findAccounts(ctx, {}));
  const nothing = (): string => '';
  return {
    month,
    days: new Set(rows.map(({ bizDate }) => bizDate)).size,
    daysInMonth: Number(span.to.slice(8)),
    sums: foldAll(rows),
    previous: await sumsOf(ctx, shiftMonth(month, -1)),
    lastYear: await sumsOf(ctx, shiftMonth(month, -12)),
    channels: foldByKey(rows, ({ channel }) => channel, nothing),
    regions: foldByKey(rows, owners.regionOf, nothing),
    types: foldByKey(rows, owners.typeOf, nothing),
    merchants: foldByKey(rows, owners.merchantOf, owners.nameOf),
  };
}

/** Months that are over and have receipts, newest first. */
export async function monthsWithData(ctx: CoreContext): Promise<Map<string, MoneySums>> {
  const now = monthKeyOf(bizDateAt(ctx.now()));
  const byMonth = new Map<string, DaySums[]>();
  for (const row of await ctx.db.table('txnDays').toArray()) {
    const month = row.bizDate.slice(0, 7);
    if (month < now) byMonth.set(month, [...(byMonth.get(month) ?? []), row]);
  }
  const months = [...byMonth].sort(([a], [b]) => (a < b ? 1 : -1));
  return new Map(months.map(([month, rows]) => [month, foldAll(rows)]));
}

export function toEntry(report: MonthReport, isNewest: boolean, now: MoneySums | undefined): MonthReportEntry {
  const { id, month, version, at, byName, note, sums } = report;
  const isOutdated = isNewest && JSON.stringify(now) !== JSON.stringify(sums);
  return { id, month, version, at, byName, note, sums, isOutdated };
}

async function sumsOf(ctx: CoreContext, month: string): Promise<MoneySums | null> {
  const { from, to } = spanOfMonth(month);
  const rows = await readDays(ctx.db, from, to);
  return rows.length > 0 ? foldAll(rows) : null;
}
