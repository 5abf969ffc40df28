import { z } from 'zod/mini';
import { tidyNumber } from '@shared/txns/filter';
import { defineQuery, refuse } from '../define';
import { findByNumbers, readDetail } from '../txns/detail';
import { lineIdSchema, txnFilterSchema, txnSortSchema } from '../txns/inputs';
import { toTxnView } from '../txns/view';

const TXN_TABLES = ['txnBlocks', 'txnDays', 'payerDays', 'channelAccounts', 'merchantBlocks', 'merchantRows'] as const;
const MOST_FOUND = 100;

export const txnList = defineQuery<'txn.list'>({
  name: 'txn.list',
  access: 'txn:view',
  zh: '查看交易',
  en: 'List transactions',
  tables: TXN_TABLES,
  input: z.strictObject({
    filter: txnFilterSchema,
    sort: z.optional(txnSortSchema),
    offset: z.int().check(z.gte(0)),
    limit: z.int().check(z.gte(1), z.lte(500)),
  }),
  async run(ctx, { filter, sort, offset, limit }) {
    const question = await ctx.txns.question(ctx, filter);
    const { rows, ...counted } = await question.page(offset, limit, sort);
    const { known } = question.accounts;
    return { ...counted, rows: rows.map(({ block, row }) => toTxnView(ctx, known, block, row)) };
  },
});

export const txnTotals = defineQuery<'txn.totals'>({
  name: 'txn.totals',
  access: 'txn:view',
  zh: '合计交易',
  en: 'Sum up transactions',
  tables: TXN_TABLES,
  input: z.strictObject({ filter: txnFilterSchema }),
  async run(ctx, { filter }, { isCancelled, onProgress }) {
    const question = await ctx.txns.question(ctx, filter);
    return (await question.totals(isCancelled, onProgress)) ?? refuse('operation.cancelled');
  },
});

export const txnFind = defineQuery<'txn.find'>({
  name: 'txn.find',
  access: 'txn:view',
  zh: '按单号查找交易',
  en: 'Find transactions by number',
  tables: TXN_TABLES,
  input: z.strictObject({ number: z.string().check(z.minLength(1), z.maxLength(200)) }),
  run: (ctx, { number }) => findByNumbers(ctx, [tidyNumber(number)], MOST_FOUND),
});

export const txnGet = defineQuery<'txn.get'>({
  name: 'txn.get',
  access: 'txn:view',
  zh: '查看交易详情',
  en: 'View a transaction',
  tables: [...TXN_TABLES, 'bills'],
  input: z.strictObject({ id: lineIdSchema }),
  run: (ctx, { id }) => readDetail(ctx, id),
});

export const txnExtent = defineQuery<'txn.extent'>({
  name: 'txn.extent',
  access: 'txn:view',
  zh: '查看交易的时间范围',
  en: 'View how far transactions reach',
  tables: ['txnDays', 'bills'],
  input: z.strictObject({}),
  async run(ctx) {
    const days = ctx.db.table('txnDays');
    const [first, last, bill] = await Promise.all([
      days.orderBy('id').first(),
      days.orderBy('id').last(),
      ctx.db.table('bills').orderBy('at').last(),
    ]);
    return { from: first?.bizDate ?? '', to: last?.bizDate ?? '', importedAt: bill?.at ?? 0 };
  },
});

export const txnQueries = [txnList, txnTotals, txnFind, txnGet, txnExtent] as const;
