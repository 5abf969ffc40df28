import type { VoucherView } from '@shared/contracts/vouchers';
import { foldByKey } from '@shared/rollups/fold-days';
import {
  accountOf,
  foldVouchers,
  type VoucherAccounts,
  type VoucherKey,
  type VoucherParts,
} from '@shared/rollups/voucher';
import { EXPENSE_CATEGORIES, sortCategories } from '@shared/rules/expense-category';
import { spanOfMonth } from '@shared/time/months';
import { CHANNELS } from '@shared/txns/filter';
import type { CoreContext } from '../context';
import { readReached } from '../dashboard/read';
import { findAccounts } from '../txns/accounts-for';
import { findExpenses, isStanding } from './expenses';
import { closedMonths, requireWhole } from './months';

/** Row of `meta` with the accounts a company chose. */
export const VOUCHER_ACCOUNTS_KEY = 'voucherAccounts';

export async function readVoucherAccounts(meta: {
  get(key: string): PromiseLike<{ value: unknown } | undefined>;
}): Promise<VoucherAccounts> {
  return (await meta.get(VOUCHER_ACCOUNTS_KEY))?.value ?? {};
}

/** @throws Refusal `profit.whole_reach` */
export async function readVouchers(ctx: CoreContext, month: string): Promise<VoucherView> {
  requireWhole(ctx);
  const parts = await partsOf(ctx, month);
  const chosen = await readVoucherAccounts(ctx.db.table('meta'));
  const rows = foldVouchers(parts, chosen);
  const categories = sortCategories([...EXPENSE_CATEGORIES, ...parts.expenses.map(({ category }) => category)]);
  const keys: VoucherKey[] = [
    ...CHANNELS.map((channel): VoucherKey => `channel:${channel}`),
    'income',
    'fee',
    'paid',
    ...categories.map((category): VoucherKey => `expense:${category}`),
  ];
  return {
    rows,
    debitFen: rows.reduce((sum, { debitFen }) => sum + debitFen, 0),
    creditFen: rows.reduce((sum, { creditFen }) => sum + creditFen, 0),
    accounts: keys.map((key) => ({ key, account: accountOf(chosen, key), isUsual: chosen[key] === undefined })),
    isClosed: (await closedMonths(ctx)).has(month),
  };
}

async function partsOf(ctx: CoreContext, month: string): Promise<VoucherParts> {
  const span = spanOfMonth(month);
  const days = await readReached(ctx, await findAccounts(ctx, {}), span);
  const sums = foldByKey(
    days,
    ({ channel }) => channel,
    (channel) => channel,
  );
  const expenses = await findExpenses(ctx, { from: month, to: month, category: '', merchantId: '' });
  const byCategory = new Map<string, number>();
  for (const { category, amountFen } of expenses.filter(isStanding))
    byCategory.set(category, (byCategory.get(category) ?? 0) + amountFen);
  const order = sortCategories(byCategory.keys());
  return {
    month,
    lastDay: span.to,
    channels: CHANNELS.flatMap((channel) =>
      sums.filter(({ key }) => key === channel).map((sum) => ({ ...sum, channel })),
    ),
    expenses: order.map((category) => ({ category, amountFen: byCategory.get(category)! })),
  };
}
