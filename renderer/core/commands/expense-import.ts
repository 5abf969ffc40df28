import { z } from 'zod/mini';
import type { Expense } from '@shared/contracts/profit';
import { EXPENSE_FIELDS } from '@shared/imports/expense-table';
import { formatYuan } from '@shared/money/yuan';
import { defineCommand, refuse } from '../define';
import { idField, reasonField } from '../input-fields';
import { isReached, isStanding } from '../profit/expenses';
import { expensesOf, mappingKey } from '../profit/expense-import';
import { expenseTextsSchema, headersSchema } from '../profit/inputs';
import { requireOpenMonth } from '../profit/months';

export const expenseImport = defineCommand<'expense.import', { batchId: string; expenses: Expense[]; repeats: number }>(
  {
    name: 'expense.import',
    access: 'profit:enter',
    zh: '导入费用',
    en: 'Import expenses',
    tables: ['expenses', 'expenseBatches', 'closedMonths', 'importMappings'],
    input: z.strictObject({
      fileName: z.string().check(z.minLength(1), z.maxLength(255)),
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      headers: headersSchema,
      mapping: z.partialRecord(z.enum(EXPENSE_FIELDS), z.int().check(z.gte(0), z.lte(60))),
      rows: expenseTextsSchema,
      acceptRepeats: z.boolean(),
    }),
    spends: (_input, { expenses }) =>
      expenses.map(({ amountFen }) => ({ permission: 'profit:enter', amount: Math.abs(amountFen) })),
    prepare: (ctx, { rows, acceptRepeats }) => expensesOf(ctx, rows, acceptRepeats),
    async run(uow, { fileName, sha256, headers, mapping }, { batchId, expenses, repeats }) {
      for (const month of monthsOf(expenses)) await requireOpenMonth(uow, month);
      const sumFen = expenses.reduce((sum, { amountFen }) => sum + amountFen, 0);
      const { at, byName } = expenses[0]!;
      await uow.table('expenses').bulkPut(expenses);
      await uow.table('expenseBatches').add({
        ...{ id: batchId, at, byName, fileName, sha256, rows: expenses.length, sumFen },
        ...{ revertedAt: 0, revertedByName: '' },
      });
      const meant = { fingerprint: mappingKey(headers), mapping: { ...mapping } as Record<string, number> };
      await uow.table('importMappings').put({ ...meant, values: {}, savedAt: uow.now });
      uow.recordBulk({
        targetType: 'expenseBatch',
        targetId: batchId,
        targetLabel: fileName,
        counts: { created: expenses.length, skipped: repeats },
        rowsHash: '',
        diff: [{ field: 'amount', before: '', after: formatYuan(sumFen) }],
      });
      return { batchId, added: expenses.length, repeats, sumFen };
    },
  },
);

export const expenseRevertImport = defineCommand<'expense.revertImport', Expense[]>({
  name: 'expense.revertImport',
  access: 'profit:enter',
  zh: '撤销费用导入',
  en: 'Take an import of expenses back',
  tables: ['expenses', 'expenseBatches', 'closedMonths'],
  input: z.strictObject({ batchId: idField, reason: reasonField }),
  async prepare(ctx, { batchId }) {
    // A few thousand rows at most, and seldom asked: an index of them would cost every entry.
    const rows = await ctx.db
      .table('expenses')
      .filter((expense) => expense.batchId === batchId)
      .toArray();
    if (rows.length === 0 || !rows.every((expense) => isReached(ctx, expense))) refuse('expense.not_found');
    return rows.filter(isStanding);
  },
  async run(uow, { batchId, reason }, standing) {
    const batch = (await uow.table('expenseBatches').get(batchId)) ?? refuse('expense.not_found');
    if (batch.revertedAt > 0 || standing.length === 0) refuse('expense.cancelled');
    for (const month of monthsOf(standing)) await requireOpenMonth(uow, month);
    const byName = uow.actor?.name ?? '';
    const stamp = { cancelledAt: uow.now, cancelledByName: byName, cancelReason: reason };
    await uow.table('expenses').bulkPut(standing.map((expense) => ({ ...expense, ...stamp })));
    await uow.table('expenseBatches').put({ ...batch, revertedAt: uow.now, revertedByName: byName });
    uow.reason = reason;
    const sumFen = standing.reduce((sum, { amountFen }) => sum + amountFen, 0);
    uow.recordBulk({
      targetType: 'expenseBatch',
      targetId: batchId,
      targetLabel: batch.fileName,
      counts: { removed: standing.length },
      rowsHash: '',
      diff: [{ field: 'amount', before: formatYuan(sumFen), after: '' }],
    });
    return { cancelled: standing.length };
  },
});

function monthsOf(expenses: readonly Expense[]): string[] {
  return [...new Set(expenses.map(({ bizDate }) => bizDate.slice(0, 7)))].sort();
}

export const expenseImportCommands = [expenseImport, expenseRevertImport] as const;
