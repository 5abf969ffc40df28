import type { Budget, ClosedMonth, Expense, ProfitMonth, ProfitView } from '@shared/contracts/profit';
import { foldAll } from '@shared/rollups/fold-days';
import {
  categoryOf,
  foldMonth,
  foldTotal,
  type MonthParts,
  type ProfitMonthFigures,
} from '@shared/rollups/fold-profit';
import { EXPENSE_CATEGORIES, sortCategories } from '@shared/rules/expense-category';
import { bizDateAt, monthKeyOf } from '@shared/time/biz-date';
import { monthsBetween, spanOfMonth } from '@shared/time/months';
import type { CoreContext } from '../context';
import { readAsOf, readReached } from '../dashboard/read';
import { findAccounts, type ReachedAccounts } from '../txns/accounts-for';
import { findExpenses, isStanding } from './expenses';
import { closedMonths } from './months';

/** Sums of days, standing expenses and budgets, folded month by month; within the reach of who asks. */
export async function readProfit(
  ctx: CoreContext,
  { from, to, merchantId }: { from: string; to: string; merchantId: string },
): Promise<ProfitView> {
  const accounts = await findAccounts(ctx, merchantId === '' ? {} : { merchantIds: [merchantId] });
  const seesAll = ctx.scope.length === 0;
  const isWhole = seesAll && merchantId === '';
  const expenses = (await findExpenses(ctx, { from, to, category: '', merchantId })).filter(isStanding);
  const budgets = isWhole ? await budgetsOf(ctx, from, to) : [];
  const closed = await closedMonths(ctx);
  const months: ProfitMonth[] = [];
  for (const month of monthsBetween(from, to)) {
    const figures = foldMonth(await partsOf(ctx, accounts, month, expenses, budgets));
    months.push({ ...figures, closed: closedView(closed.get(month), isWhole ? figures : null) });
  }
  const planned = budgets.map(({ line }) => categoryOf(line)).filter((category) => category !== '');
  return {
    months,
    total: foldTotal(months),
    categories: sortCategories([...expenses.map(({ category }) => category), ...planned]),
    ownCategories: await ownCategories(ctx),
    isWhole,
    seesAll,
    asOf: await readAsOf(ctx),
  };
}

/** Of everything: what a month comes to when it is closed. */
export async function readMonth(ctx: CoreContext, month: string): Promise<ProfitMonthFigures> {
  const expenses = await findExpenses(ctx, { from: month, to: month, category: '', merchantId: '' });
  return foldMonth(await partsOf(ctx, await findAccounts(ctx, {}), month, expenses.filter(isStanding), []));
}

async function partsOf(
  ctx: CoreContext,
  accounts: ReachedAccounts,
  month: string,
  expenses: readonly Expense[],
  budgets: readonly Budget[],
): Promise<MonthParts> {
  const span = spanOfMonth(month);
  const now = monthKeyOf(bizDateAt(ctx.now()));
  const rows = month > now ? [] : await readReached(ctx, accounts, span);
  return {
    month,
    daysInMonth: Number(span.to.slice(8)),
    days: new Set(rows.map(({ bizDate }) => bizDate)).size,
    state: month < now ? 'over' : month === now ? 'running' : 'ahead',
    sums: foldAll(rows),
    expenses: expenses.filter(({ bizDate }) => bizDate.startsWith(month)),
    budgets: budgets.filter((budget) => budget.month === month),
  };
}

async function budgetsOf(ctx: CoreContext, from: string, to: string): Promise<Budget[]> {
  return ctx.db.table('budgets').where('id').between(`${from}|`, `${to}}`).toArray();
}

/** Names that somebody gave; those of others' merchants are no secret to whoever enters expenses. */
async function ownCategories(ctx: CoreContext): Promise<string[]> {
  const [spent, planned] = await Promise.all([
    ctx.db.table('expenses').orderBy('category').uniqueKeys(),
    ctx.db.table('budgets').toArray(),
  ]);
  const all = [...spent.map(String), ...planned.map(({ line }) => categoryOf(line))];
  return sortCategories(all.filter((one) => one !== '' && !EXPENSE_CATEGORIES.includes(one)));
}

/** @param figures of everything; null where only a part is seen, which is no proof of a change */
function closedView(row: ClosedMonth | undefined, figures: ProfitMonthFigures | null): ProfitMonth['closed'] {
  if (!row) return null;
  const { at, byName, note, netFen } = row;
  return { at, byName, note, changed: figures !== null && (figures.cells.net?.actualFen ?? 0) !== netFen };
}
