import { z } from 'zod/mini';
import { defineQuery, refuse } from '../define';
import { idSchema } from '../merchants/inputs';
import { countMethods, readMethods } from '../merchants/methods';
import { requireRow } from '../merchants/require-rows';
import { monthSchema } from '../profit/inputs';

export const merchantMethods = defineQuery<'merchant.methods'>({
  name: 'merchant.methods',
  access: 'channel:view',
  zh: '查看商户支付方式',
  en: 'View the payment methods of a merchant',
  tables: ['merchantMethods', 'channelAccounts', 'channelTerms', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject({ id: idSchema }),
  run: (ctx, { id }) => readMethods(ctx, requireRow(ctx, id).id),
});

export const merchantMethodUse = defineQuery<'merchant.methodUse'>({
  name: 'merchant.methodUse',
  access: 'txn:view',
  zh: '按支付方式统计商户收款',
  en: 'Count the payments of a merchant by method',
  tables: ['txnBlocks', 'txnDays', 'channelAccounts', 'merchantBlocks', 'merchantRows'],
  input: z.strictObject({ id: idSchema, month: monthSchema, all: z.optional(z.boolean()) }),
  async run(ctx, { id, month, all = false }, { isCancelled }) {
    const found = await countMethods(ctx, requireRow(ctx, id).id, month, all, isCancelled);
    if (isCancelled?.()) refuse('operation.cancelled');
    return found;
  },
});

export const merchantMethodQueries = [merchantMethods, merchantMethodUse] as const;
