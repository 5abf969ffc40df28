import { z } from 'zod/mini';
import { defineQuery } from '../define';
import { monthSchema } from '../profit/inputs';
import { readVouchers } from '../profit/vouchers';

export const voucherRead = defineQuery<'voucher.read'>({
  name: 'voucher.read',
  access: 'profit:view',
  zh: '查看记账凭证',
  en: 'View vouchers of a month',
  tables: ['txnDays', 'channelAccounts', 'expenses', 'closedMonths', 'meta'],
  input: z.strictObject({ month: monthSchema }),
  run: (ctx, { month }) => readVouchers(ctx, month),
});

export const voucherQueries = [voucherRead] as const;
