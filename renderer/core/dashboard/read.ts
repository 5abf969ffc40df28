import type { DaySums } from '@shared/contracts/bills';
import type { Comparison, DashboardFilter, DashboardView, Part, PeriodFigures } from '@shared/contracts/dashboard';
import type { BizDate } from '@shared/kernel/brand';
import { foldAll, foldByDay, foldByKey, foldHeat } from '@shared/rollups/fold-days';
import { addDays, bizDateAt } from '@shared/time/biz-date';
import { monthBefore, spanBefore, spanOver, spanYearBefore, type Span } from '@shared/time/spans';
import { weekdayOf } from '@shared/txns/filter';
import { readDays } from '@renderer/data/txn-blocks';
import { accountId } from '../bills/accounts';
import type { CoreContext } from '../context';
import { isWithinReach } from '../merchants/require-rows';
import { toScan } from '../merchants/scan';
import { findAccounts, type ReachedAccounts } from '../txns/accounts-for';
import { Owners } from './owners';

const MOST_RANKED = 10;
const LATELY_DAYS = 30;

/** Sums of days, folded for each chart. What region or type a receipt is of, its merchant says now. */
export async function readDashboard(
  ctx: CoreContext,
  span: Span,
  compare: Comparison,
  filter: DashboardFilter,
): Promise<DashboardView> {
  const accounts = await findAccounts(ctx, filter);
  const read = (of: Span): Promise<DaySums[]> => readReached(ctx, accounts, of);
  const before = compare === 'none' ? null : compare === 'previous' ? spanBefore(span) : spanYearBefore(span);
  const [rows, compared, periods, asOf] = await Promise.all([
    read(span),
    before && read(before),
    readPeriods(read, bizDateAt(ctx.now())),
    readAsOf(ctx),
  ]);
  const owners = new Owners(ctx, accounts);
  const ranked = foldByKey(rows, owners.merchantOf, owners.nameOf).filter(({ key }) => key !== '');
  return {
    ...span,
    sums: foldAll(rows),
    days: foldByDay(rows),
    compared: before && compared ? { ...before, sums: foldAll(compared), days: foldByDay(compared) } : null,
    heat: foldHeat(rows),
    channels: foldByKey(rows, ({ channel }) => channel, nothing),
    regions: foldByKey(rows, owners.regionOf, nothing),
    types: foldByKey(rows, owners.typeOf, nothing),
    top: ranked.slice(0, MOST_RANKED),
    bottom: bottomOf(ranked),
    merchants: ranked.length,
    periods,
    funnel: countFunnel(ctx, accounts),
    asOf,
  };
}

export async function readReached(
  ctx: CoreContext,
  { wanted }: ReachedAccounts,
  { from, to }: Span,
): Promise<DaySums[]> {
  const rows = await readDays(ctx.db, from, to);
  return wanted ? rows.filter(({ channel, account }) => wanted.has(accountId(channel, account))) : rows;
}

/** Only merchants that are not among the largest, smallest first. */
function bottomOf(ranked: readonly Part[]): Part[] {
  return ranked.slice(MOST_RANKED).slice(-MOST_RANKED).reverse();
}

async function readPeriods(read: (span: Span) => Promise<DaySums[]>, today: BizDate): Promise<PeriodFigures[]> {
  const monday = addDays(today, 1 - weekdayOf(today));
  const first = `${today.slice(0, 8)}01` as BizDate;
  const spans: [PeriodFigures['name'], Span, Span][] = [
    ['today', { from: today, to: today }, { from: addDays(today, -1), to: addDays(today, -1) }],
    [
      'yesterday',
      { from: addDays(today, -1), to: addDays(today, -1) },
      { from: addDays(today, -2), to: addDays(today, -2) },
    ],
    ['week', { from: monday, to: today }, { from: addDays(monday, -7), to: addDays(today, -7) }],
    ['month', { from: first, to: today }, monthBefore({ from: first, to: today })],
  ];
  // Two reads for twelve spans: most of them lie within one another.
  const [lately, lastYear] = await Promise.all([
    read(spanOver(spans.flatMap(([, span, previous]) => [span, previous]))),
    read(spanOver(spans.map(([, span]) => spanYearBefore(span)))),
  ]);
  const figures = (rows: readonly DaySums[], span: Span) => {
    const within = rows.filter(({ bizDate }) => bizDate >= span.from && bizDate <= span.to);
    return { ...span, sums: foldAll(within), days: new Set(within.map(({ bizDate }) => bizDate)).size };
  };
  return spans.map(([name, span, previous]) => ({
    name,
    ...figures(lately, span),
    previous: figures(lately, previous),
    lastYear: figures(lastYear, spanYearBefore(span)),
  }));
}

/** How many merchants come how far, within reach and whatever the days: from the draft to receipts of late. */
function countFunnel(ctx: CoreContext, { known }: ReachedAccounts): DashboardView['funnel'] {
  const { byStatus } = ctx.merchants.countByStatus(toScan(ctx, {}));
  const lately = addDays(bizDateAt(ctx.now()), -LATELY_DAYS);
  const traded = new Map<string, string>();
  for (const { merchantId, lastSeen } of known.values()) {
    if (merchantId !== '' && lastSeen > (traded.get(merchantId) ?? '')) traded.set(merchantId, lastSeen);
  }
  const reached = [...traded].filter(([id]) => isReached(ctx, id));
  const count = (...names: string[]): number => names.reduce((sum, name) => sum + (byStatus[name] ?? 0), 0);
  return {
    draft: count('DRAFT', 'SUBMITTED', 'ACTIVE', 'SUSPENDED', 'CLOSED'),
    submitted: count('SUBMITTED', 'ACTIVE', 'SUSPENDED', 'CLOSED'),
    active: count('ACTIVE', 'SUSPENDED', 'CLOSED'),
    traded: reached.length,
    tradedLately: reached.filter(([, last]) => last >= lately).length,
  };
}

function isReached(ctx: CoreContext, merchantId: string): boolean {
  const row = ctx.merchants.get(merchantId);
  return row !== undefined && row.deletedAt === 0 && isWithinReach(ctx, row);
}

export async function readAsOf(ctx: CoreContext): Promise<DashboardView['asOf']> {
  const [last, bill] = await Promise.all([
    ctx.db.table('txnDays').orderBy('id').last(),
    ctx.db.table('bills').orderBy('at').last(),
  ]);
  return { day: last?.bizDate ?? '', importedAt: bill?.at ?? 0 };
}

function nothing(): string {
  return '';
}
