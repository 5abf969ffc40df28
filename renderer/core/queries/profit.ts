import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { findExpenses, isStanding, toViews } from '../profit/expenses';
import { isShortSpan, merchantIdSchema, monthSpan } from '../profit/inputs';
import { readProfit } from '../profit/read';

export const profitRead = defineQuery<'profit.read'>({
  name: 'profit.read',
  access: 'profit:view',
  zh: '查看损益',
  en: 'View profit and loss',
  tables: [
    'txnDays',
    'channelAccounts',
    'bills',
    'merchantBlocks',
    'merchantRows',
    'expenses',
    'budgets',
    'closedMonths',
  ],
  input: z.strictObject({ ...monthSpan, merchantId: merchantIdSchema }).check(z.refine(isShortSpan)),
  run: (ctx, input) => readProfit(ctx, input),
});

export const expenseList = defineQuery<'expense.list'>({
  name: 'expense.list',
  access: 'profit:view',
  zh: '查看费用',
  en: 'List expenses',
  tables: ['expenses', 'closedMonths', 'merchantBlocks', 'merchantRows'],
  input: z
    .strictObject({
      ...monthSpan,
      category: z.string().check(z.maxLength(30)),
      merchantId: merchantIdSchema,
      offset: z.int().check(z.gte(0)),
      limit: z.int().check(z.gte(1), z.lte(500)),
    })
    .check(z.refine(isShortSpan)),
  async run(ctx, { offset, limit, ...filter }) {
    const found = await findExpenses(ctx, filter);
    const standing = found.filter(isStanding);
    return {
      total: found.length,
      sumFen: standing.reduce((sum, { amountFen }) => sum + amountFen, 0),
      cancelled: found.length - standing.length,
      rows: await toViews(ctx, found.slice(offset, offset + limit)),
    };
  },
});

export const profitQueries = [profitRead, expenseList] as const;
