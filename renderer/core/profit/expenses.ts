import type { Expense, ExpenseEntry, ExpenseView } from '@shared/contracts/profit';
import { formatYuan } from '@shared/money/yuan';
import { bizDateAt } from '@shared/time/biz-date';
import { spanOfMonth } from '@shared/time/months';
import type { RecordedChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { isWithinReach, requireLiving } from '../merchants/require-rows';
import { closedMonths, requireWhole } from './months';

export interface ExpenseFilter {
  /** Months, both included. */
  from: string;
  to: string;
  /** '' for any. */
  category: string;
  merchantId: string;
}

/** @throws Refusal `profit.whole_reach`, `merchant.not_found`, `input.invalid` for a day still to come */
export function makeExpense(ctx: CoreContext, entry: ExpenseEntry): { expense: Expense; change: RecordedChange } {
  if (entry.merchantId === '') requireWhole(ctx);
  else requireLiving(ctx, entry.merchantId);
  if (entry.bizDate > bizDateAt(ctx.now()))
    refuse('input.invalid', { issues: [{ field: 'bizDate', code: 'date.future' }] });
  const expense: Expense = {
    ...entry,
    id: ctx.newId(),
    at: ctx.now(),
    byName: ctx.session.actor?.name ?? '',
    cancelledAt: 0,
    cancelledByName: '',
    cancelReason: '',
  };
  const merchantNo = ctx.merchants.get(entry.merchantId)?.values['merchantNo'] ?? '';
  const told = [
    { field: 'bizDate', after: expense.bizDate },
    { field: 'category', after: expense.category },
    { field: 'amount', after: formatYuan(expense.amountFen) },
    { field: 'merchantNo', after: merchantNo },
    { field: 'payee', after: expense.payee },
    { field: 'memo', after: expense.memo },
  ];
  const diff = told.filter(({ after }) => after !== '').map((one) => ({ ...one, before: '' }));
  return { expense, change: { ...targetOf(expense), diff } };
}

/** What the audit calls it. */
export function targetOf({ id, bizDate, amountFen }: Expense): Omit<RecordedChange, 'diff'> {
  return { targetType: 'expense', targetId: id, targetLabel: `${bizDate} ${formatYuan(amountFen)}` };
}

/** Expenses of a merchant are for who reaches it; the company's own for who sees everything. */
export function isReached(ctx: CoreContext, { merchantId }: Expense): boolean {
  if (ctx.scope.length === 0) return true;
  const row = ctx.merchants.get(merchantId);
  return row !== undefined && isWithinReach(ctx, row);
}

/** Within reach, cancelled ones too, newest day first. */
export async function findExpenses(
  ctx: CoreContext,
  { from, to, category, merchantId }: ExpenseFilter,
): Promise<Expense[]> {
  const [first, last] = [spanOfMonth(from).from, spanOfMonth(to).to];
  const rows = await ctx.db.table('expenses').where('bizDate').between(first, last, true, true).toArray();
  return rows
    .filter(
      (row) =>
        (category === '' || row.category === category) &&
        (merchantId === '' || row.merchantId === merchantId) &&
        isReached(ctx, row),
    )
    .sort((a, b) => (a.bizDate === b.bizDate ? b.at - a.at : a.bizDate < b.bizDate ? 1 : -1));
}

export async function toViews(ctx: CoreContext, rows: readonly Expense[]): Promise<ExpenseView[]> {
  const closed = await closedMonths(ctx);
  return rows.map((row) => ({
    ...row,
    merchantName: ctx.merchants.get(row.merchantId)?.values['name'] ?? '',
    isLocked: closed.has(row.bizDate.slice(0, 7)),
  }));
}

export function isStanding({ cancelledAt }: Expense): boolean {
  return cancelledAt === 0;
}
