import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { judgeRows, mappingKey } from '../profit/expense-import';
import { isReached } from '../profit/expenses';
import { expenseTextsSchema, headersSchema } from '../profit/inputs';

const MOST_BATCHES = 100;

export const expenseCheck = defineQuery<'expense.check'>({
  name: 'expense.check',
  access: 'profit:enter',
  zh: '检查费用表格',
  en: 'Check a table of expenses',
  tables: ['expenses', 'closedMonths', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject({ rows: expenseTextsSchema }),
  run: (ctx, { rows }) => judgeRows(ctx, rows),
});

export const expenseMapping = defineQuery<'expense.mapping'>({
  name: 'expense.mapping',
  access: 'profit:enter',
  zh: '查看费用表格的列对应关系',
  en: 'Look up the columns of a table of expenses',
  tables: ['importMappings'],
  input: z.strictObject({ headers: headersSchema }),
  async run(ctx, { headers }) {
    return (await ctx.db.table('importMappings').get(mappingKey(headers)))?.mapping ?? null;
  },
});

export const expenseBatches = defineQuery<'expense.batches'>({
  name: 'expense.batches',
  access: 'profit:view',
  zh: '查看费用导入记录',
  en: 'List imports of expenses',
  tables: ['expenseBatches', 'expenses', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject({}),
  async run(ctx) {
    const batches = await ctx.db.table('expenseBatches').orderBy('at').reverse().limit(MOST_BATCHES).toArray();
    if (ctx.scope.length === 0) return batches;
    // Its sum is of all its rows: it is for who reaches each of them.
    const beyond = new Set<string>();
    await ctx.db.table('expenses').each((expense) => {
      if (expense.batchId && !isReached(ctx, expense)) beyond.add(expense.batchId);
    });
    return batches.filter(({ id }) => !beyond.has(id));
  },
});

export const expenseImportQueries = [expenseCheck, expenseMapping, expenseBatches] as const;
