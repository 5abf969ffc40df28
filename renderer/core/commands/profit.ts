import { z } from 'zod/mini';
import type { Expense } from '@shared/contracts/profit';
import { formatYuan } from '@shared/money/yuan';
import type { ProfitMonthFigures } from '@shared/rollups/fold-profit';
import { bizDateAt, monthKeyOf } from '@shared/time/biz-date';
import type { RecordedChange, UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { defineCommand, refuse } from '../define';
import { idField, reasonField } from '../input-fields';
import { isReached, isStanding, makeExpense, targetOf } from '../profit/expenses';
import { budgetSchema, expenseSchema, monthSchema } from '../profit/inputs';
import { requireOpenMonth, requireWhole } from '../profit/months';
import { readMonth } from '../profit/read';

export const expenseEnter = defineCommand<'expense.enter', { expense: Expense; change: RecordedChange }>({
  name: 'expense.enter',
  access: 'profit:enter',
  zh: '记费用',
  en: 'Enter an expense',
  tables: ['expenses', 'closedMonths'],
  input: expenseSchema,
  spends: ({ amountFen }) => [{ permission: 'profit:enter', amount: Math.abs(amountFen) }],
  prepare: async (ctx, entry) => makeExpense(ctx, entry),
  async run(uow, _input, { expense, change }) {
    await requireOpenMonth(uow, expense.bizDate.slice(0, 7));
    await uow.table('expenses').add(expense);
    uow.record(change);
    return { id: expense.id };
  },
});

export const expenseCancel = defineCommand<'expense.cancel'>({
  name: 'expense.cancel',
  access: 'profit:enter',
  zh: '作废费用',
  en: 'Cancel an expense',
  tables: ['expenses', 'closedMonths'],
  input: z.strictObject({ id: idField, reason: reasonField }),
  async run(uow, { id, reason }, _prepared, ctx) {
    const expense = await uow.table('expenses').get(id);
    if (!expense || !isReached(ctx, expense)) refuse('expense.not_found');
    if (!isStanding(expense)) refuse('expense.cancelled');
    await requireOpenMonth(uow, expense.bizDate.slice(0, 7));
    const stamp = { cancelledAt: uow.now, cancelledByName: uow.actor?.name ?? '', cancelReason: reason };
    await uow.table('expenses').put({ ...expense, ...stamp });
    uow.reason = reason;
    uow.record({
      ...targetOf(expense),
      diff: [{ field: 'amount', before: formatYuan(expense.amountFen), after: '' }],
    });
  },
});

export const budgetSet = defineCommand<'budget.set'>({
  name: 'budget.set',
  access: 'profit:enter',
  zh: '编制预算',
  en: 'Set budgets',
  tables: ['budgets', 'closedMonths'],
  input: z.strictObject({ entries: budgetSchema }),
  async run(uow, { entries }, _prepared, ctx) {
    requireWhole(ctx);
    const table = uow.table('budgets');
    let changed = 0;
    for (const { month, line, amountFen } of entries) {
      const id = `${month}|${line}`;
      const before = (await table.get(id))?.amountFen ?? null;
      if (before === amountFen) continue;
      await requireOpenMonth(uow, month);
      if (amountFen === null) await table.remove(id);
      else await table.put({ id, month, line, amountFen, at: uow.now, byName: uow.actor?.name ?? '' });
      const told = (fen: number | null): string => (fen === null ? '' : formatYuan(fen));
      const diff = [
        { field: 'line', before: '', after: line },
        { field: 'budget', before: told(before), after: told(amountFen) },
      ];
      uow.record({ targetType: 'budget', targetId: id, targetLabel: month, diff });
      changed++;
    }
    return { changed };
  },
});

export const profitCloseMonth = defineCommand<'profit.closeMonth', ProfitMonthFigures>({
  name: 'profit.closeMonth',
  access: 'profit:close',
  zh: '月末关账',
  en: 'Close a month',
  tables: ['closedMonths'],
  input: z.strictObject({ month: monthSchema, note: z.string().check(z.trim(), z.maxLength(200)) }),
  async prepare(ctx, { month }) {
    requireWhole(ctx);
    if (month >= monthKeyOf(bizDateAt(ctx.now()))) refuse('profit.month_open');
    // Commands run one at a time: what is read here is what the transaction finds.
    return readMonth(ctx, month);
  },
  async run(uow, { month, note }, { cells }) {
    await requireOpenMonth(uow, month);
    const [netFen, expenseFen] = [cells.net?.actualFen ?? 0, cells.expenses?.actualFen ?? 0];
    const byName = uow.actor?.name ?? '';
    await uow.table('closedMonths').add({ month, at: uow.now, byName, note, netFen, expenseFen });
    uow.reason = note;
    recordClosing(uow, month, [
      { field: 'net', before: '', after: formatYuan(netFen) },
      { field: 'expenses', before: '', after: formatYuan(expenseFen) },
    ]);
  },
});

export const profitReopenMonth = defineCommand<'profit.reopenMonth'>({
  name: 'profit.reopenMonth',
  access: 'profit:close',
  zh: '反关账',
  en: 'Reopen a month',
  tables: ['closedMonths'],
  input: z.strictObject({ month: monthSchema, reason: reasonField }),
  async run(uow, { month, reason }, _prepared, ctx: CoreContext) {
    requireWhole(ctx);
    const table = uow.table('closedMonths');
    const closed = await table.get(month);
    if (!closed) refuse('profit.not_closed');
    await table.remove(month);
    uow.reason = reason;
    recordClosing(uow, month, [
      { field: 'net', before: formatYuan(closed.netFen), after: '' },
      { field: 'expenses', before: formatYuan(closed.expenseFen), after: '' },
    ]);
  },
});

function recordClosing(uow: UnitOfWork, month: string, diff: RecordedChange['diff']): void {
  uow.record({ targetType: 'closedMonth', targetId: month, targetLabel: month, diff });
}

export const profitCommands = [expenseEnter, expenseCancel, budgetSet, profitCloseMonth, profitReopenMonth] as const;
