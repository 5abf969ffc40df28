import { z } from 'zod/mini';
import type { VoucherAccount, VoucherAccounts, VoucherKey } from '@shared/rollups/voucher';
import { defineCommand } from '../define';
import { requireWhole } from '../profit/months';
import { readVoucherAccounts, VOUCHER_ACCOUNTS_KEY } from '../profit/vouchers';

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(60), z.regex(/^\P{Cc}*$/u));
const accountSchema = z.strictObject({
  code: z.string().check(z.trim(), z.regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/)),
  name,
});
const keySchema = z.string().check(z.regex(/^(?:channel:[A-Z_]{2,12}|income|fee|paid|expense:\P{Cc}{1,30})$/u));

export const voucherSetAccounts = defineCommand<'voucher.setAccounts'>({
  name: 'voucher.setAccounts',
  access: 'profit:close',
  zh: '设置凭证科目',
  en: 'Set the accounts of vouchers',
  tables: ['meta'],
  input: z.strictObject({
    accounts: z
      .array(z.strictObject({ key: keySchema, account: z.nullable(accountSchema) }))
      .check(z.minLength(1), z.maxLength(300)),
  }),
  async run(uow, { accounts }, _prepared, ctx) {
    requireWhole(ctx);
    const meta = uow.table('meta');
    const before = await readVoucherAccounts(meta);
    const after: VoucherAccounts = { ...before };
    const diff: { field: string; before: string; after: string }[] = [];
    for (const { key, account } of accounts) {
      const told = [before[key as VoucherKey], account ?? undefined].map(wordOf);
      if (told[0] === told[1]) continue;
      if (account === null) delete after[key as VoucherKey];
      else after[key as VoucherKey] = account;
      diff.push({ field: key, before: told[0]!, after: told[1]! });
    }
    if (diff.length === 0) return { changed: 0 };
    await meta.put({ key: VOUCHER_ACCOUNTS_KEY, value: after });
    uow.record({ targetType: 'voucherAccounts', targetId: VOUCHER_ACCOUNTS_KEY, targetLabel: '', diff });
    return { changed: diff.length };
  },
});

function wordOf(account: VoucherAccount | undefined): string {
  return account ? `${account.code} ${account.name}` : '';
}

export const voucherCommands = [voucherSetAccounts] as const;
