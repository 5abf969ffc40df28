import type { ChannelTerms, ContractTerms } from '@shared/contracts/channel-terms';
import { formatYuan } from '@shared/money/yuan';
import { CONTRACT_NOTICE_DAYS, planOn, type FeePlan } from '@shared/rules/fee-plan';
import { formatRate } from '@shared/rules/rate';
import { bizDateAt, daysBetween } from '@shared/time/biz-date';
import type { BizDate } from '@shared/kernel/brand';
import type { ChannelAccountRow, ChannelTermsRow } from '@renderer/data/txn-rows';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { isAccountWithinReach, isEntryAccount } from './accounts';

export const NO_TERMS: ChannelTerms = { settleCycle: '', contractFrom: '', contractTo: '', billFormat: '', plans: [] };

export async function termsById(ctx: CoreContext): Promise<Map<string, ChannelTermsRow>> {
  return new Map((await ctx.db.table('channelTerms').toArray()).map((row) => [row.id, row]));
}

/** @throws Refusal `channel.not_found` for what is not there, out of reach, or of receipts entered by hand */
export async function requireAccount(ctx: CoreContext, id: string): Promise<ChannelAccountRow> {
  const account = await ctx.db.table('channelAccounts').get(id);
  if (!account || isEntryAccount(account) || !isAccountWithinReach(ctx, account)) refuse('channel.not_found');
  return account;
}

/** What the list of accounts says of one's terms today. */
export function termsNow(ctx: CoreContext, terms: ChannelTerms | undefined) {
  const { settleCycle, contractTo, plans } = terms ?? NO_TERMS;
  const today = bizDateAt(ctx.now());
  const left = contractTo === '' ? null : daysBetween(today, contractTo as BizDate);
  const contract = left === null || left > CONTRACT_NOTICE_DAYS ? '' : left < 0 ? 'ended' : 'ending';
  return { settleCycle, contractTo, contract, ratePpm: planOn(plans, today)?.ratePpm ?? null } as const;
}

export function sortedPlans(plans: readonly FeePlan[]): FeePlan[] {
  return [...plans].sort((a, b) => (a.from === b.from ? a.at - b.at : a.from < b.from ? -1 : 1));
}

/** In figures that both languages read: `0.60% · ≥ ¥0.01 · ≤ ¥50.00`. */
export function planText({ ratePpm, minFeeFen, maxFeeFen }: FeePlan): string {
  const bounds = [
    ...(minFeeFen > 0 ? [`≥ ${formatYuan(minFeeFen)}`] : []),
    ...(maxFeeFen > 0 ? [`≤ ${formatYuan(maxFeeFen)}`] : []),
  ];
  return [formatRate(ratePpm), ...bounds].join(' · ');
}

export function contractOf({ settleCycle, contractFrom, contractTo, billFormat }: ContractTerms): ContractTerms {
  return { settleCycle, contractFrom, contractTo, billFormat };
}
