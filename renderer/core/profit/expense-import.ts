import type { Expense } from '@shared/contracts/profit';
import { expenseKey, judgeExpenses, type ExpenseTexts, type JudgedExpense } from '@shared/imports/expense-table';
import { headerFingerprint } from '@shared/imports/map-columns';
import { foldText } from '@shared/rules/name-key';
import { bizDateAt } from '@shared/time/biz-date';
import { parseDate } from '@shared/time/parse-date';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { isWithinReach } from '../merchants/require-rows';
import { isStanding } from './expenses';
import { closedMonths } from './months';

interface Named {
  id: string;
  name: string;
}

export async function judgeRows(ctx: CoreContext, rows: readonly ExpenseTexts[]): Promise<JudgedExpense[]> {
  const closed = await closedMonths(ctx);
  const stored = new Set((await ctx.db.table('expenses').toArray()).filter(isStanding).map(expenseKey));
  return judgeExpenses(rows, {
    today: bizDateAt(ctx.now()),
    isClosed: (month) => closed.has(month),
    merchant: merchantFinder(ctx),
    needsMerchant: ctx.scope.length > 0,
    isStored: (entry) => stored.has(expenseKey(entry)),
  });
}

/** Good rows as they are to be stored. @throws Refusal `profit.month_closed`, `expense.rows_wrong` */
export async function expensesOf(
  ctx: CoreContext,
  rows: readonly ExpenseTexts[],
  acceptRepeats: boolean,
): Promise<{ batchId: string; expenses: Expense[]; repeats: number }> {
  const judged = await judgeRows(ctx, rows);
  const wrong = judged.filter(({ entry }) => entry === null);
  const locked = wrong.find(({ issues }) => issues.some(({ code }) => code === 'month.closed'));
  if (locked) {
    const { date } = rows[judged.indexOf(locked)]!;
    refuse('profit.month_closed', { params: { month: parseDate(date).slice(0, 7) } });
  }
  if (wrong.length > 0) refuse('expense.rows_wrong', { params: { count: wrong.length } });
  const wanted = judged.filter(({ isRepeat }) => acceptRepeats || !isRepeat);
  if (wanted.length === 0) refuse('import.nothing_to_do');
  const batchId = ctx.newId();
  const stamp = { at: ctx.now(), byName: ctx.session.actor?.name ?? '' };
  const standing = { cancelledAt: 0, cancelledByName: '', cancelReason: '' };
  const expenses = wanted.map(({ entry }) => ({ ...entry!, id: ctx.newId(), ...stamp, ...standing, batchId }));
  return { batchId, expenses, repeats: judged.length - wanted.length };
}

/** Mappings of tables of expenses lie beside those of merchants. */
export function mappingKey(headers: readonly string[]): string {
  return `expense:${headerFingerprint(headers)}`;
}

/** By number, else by name; within reach, not in the recycle bin. */
function merchantFinder(ctx: CoreContext): (text: string) => Named | 'unknown' | 'several' {
  const byNo = new Map<string, Named>();
  const byName = new Map<string, Named[]>();
  for (const id of ctx.merchants.allIds()) {
    const row = ctx.merchants.get(id);
    if (!row || row.deletedAt !== 0 || !isWithinReach(ctx, row)) continue;
    const { name = '', merchantNo = '' } = row.values;
    byNo.set(merchantNo.toUpperCase(), { id, name });
    const key = spelling(name);
    byName.set(key, [...(byName.get(key) ?? []), { id, name }]);
  }
  return (text) => {
    const found = byNo.get(text.toUpperCase());
    if (found) return found;
    const named = byName.get(spelling(text)) ?? [];
    return named.length > 1 ? 'several' : (named[0] ?? 'unknown');
  };
}

/** What stands in brackets counts: it is what tells one branch from another. */
function spelling(name: string): string {
  return foldText(name).replace(/\s+/g, '');
}
