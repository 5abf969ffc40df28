import { z } from 'zod/mini';
import type { ChannelFees } from '@shared/contracts/channel-terms';
import { accountId, accountsById, isAccountWithinReach } from '../bills/accounts';
import { bizDateSchema, channelIdSchema } from '../bills/inputs';
import { NO_TERMS, requireAccount } from '../bills/terms';
import { defineQuery } from '../define';

export const channelTerms = defineQuery<'channel.terms'>({
  name: 'channel.terms',
  access: 'channel:view',
  zh: '查看渠道合同与费率',
  en: 'View the terms of a channel',
  tables: ['channelTerms', 'channelAccounts'],
  input: z.strictObject({ id: channelIdSchema }),
  async run(ctx, { id }) {
    await requireAccount(ctx, id);
    const { settleCycle, contractFrom, contractTo, billFormat, plans } =
      (await ctx.db.table('channelTerms').get(id)) ?? NO_TERMS;
    return { settleCycle, contractFrom, contractTo, billFormat, plans };
  },
});

export const channelFees = defineQuery<'channel.fees'>({
  name: 'channel.fees',
  access: 'txn:view',
  zh: '核对渠道手续费',
  en: 'Compare the fees of channels',
  tables: ['feeDays', 'channelAccounts'],
  input: z.strictObject({ from: bizDateSchema, to: bizDateSchema }),
  async run(ctx, { from, to }) {
    const known = await accountsById(ctx);
    const sums = new Map<string, ChannelFees>();
    for (const day of await ctx.db.table('feeDays').where('id').between(`${from}|`, `${to}}`).toArray()) {
      const [, channel, account] = day.id.split('|') as [string, string, string];
      const id = accountId(channel, account);
      if (!isAccountWithinReach(ctx, known.get(id))) continue;
      const sum = sums.get(id) ?? { id, lines: 0, actualFen: 0, expectedFen: 0, off: 0 };
      for (const name of ['lines', 'actualFen', 'expectedFen', 'off'] as const) sum[name] += day[name];
      sums.set(id, sum);
    }
    return [...sums.values()].filter(({ lines }) => lines > 0);
  },
});

export const channelTermsQueries = [channelTerms, channelFees] as const;
