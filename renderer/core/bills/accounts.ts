import type { BillInput } from '@shared/contracts/bills';
import { ENTRY_CHANNELS } from '@shared/contracts/txns';
import type { Channel } from '@shared/imports/sources/define';
import { maskAccount } from '@shared/rules/mask';
import type { BillRow, ChannelAccountRow } from '@renderer/data/txn-rows';
import type { CoreContext } from '../context';
import { isWithinReach } from '../merchants/require-rows';

export function accountId(channel: string, account: string): string {
  return `${channel}|${account}`;
}

/** How an account is stored and shown. A bank account's number is nobody's business: its blind index stands for it. */
function storedAccount(ctx: CoreContext, channel: Channel, account: string): { account: string; label: string } {
  if (channel !== 'BANK') return { account, label: account };
  const number = account.replace(/[\s-]/g, '');
  return {
    account: `b-${ctx.vault.blind('bankAccount', number).slice(0, 22).replace(/[+/]/g, '-')}`,
    label: maskAccount(number),
  };
}

/**
 * The account that a list of coupon uses means: it names the merchant alone where bills name the provider's number before it. One that is
 * known as it stands is that one, so that a list that comes again finds its lines.
 */
function accountOfUses(known: ReadonlyMap<string, ChannelAccountRow>, channel: Channel, account: string): string {
  if (known.has(accountId(channel, account))) return account;
  const meant = [...known.values()].filter((row) => row.channel === channel && row.account.endsWith(`/${account}`));
  return meant.length === 1 ? meant[0]!.account : account;
}

/** How the account of a group of a bill is stored and shown. */
export function accountOfBill(
  ctx: CoreContext,
  known: ReadonlyMap<string, ChannelAccountRow>,
  { kind, channel }: Pick<BillInput, 'kind' | 'channel'>,
  account: string,
): { account: string; label: string } {
  return storedAccount(ctx, channel, kind === 'coupon' ? accountOfUses(known, channel, account) : account);
}

/** The account of what is entered by hand: a merchant's own, on each channel. Its number says whose it is, and nobody links it. */
export function entryAccount(merchantId: string): string {
  return `m-${merchantId}`;
}

export function isEntryAccount({ channel, account }: Pick<ChannelAccountRow, 'channel' | 'account'>): boolean {
  return (ENTRY_CHANNELS as readonly Channel[]).includes(channel) && account.startsWith('m-');
}

/** Accounts whose merchant the one who asks may see; those of nobody yet are for who sees everything. */
export function isAccountWithinReach(ctx: CoreContext, account: ChannelAccountRow | undefined): boolean {
  if (ctx.scope.length === 0) return true;
  const merchant = account?.merchantId ? ctx.merchants.get(account.merchantId) : undefined;
  return merchant !== undefined && isWithinReach(ctx, merchant);
}

/** A bill's sums and its file are of all its accounts: it is for who may see each of them, and a summary names none. */
export function isBillWithinReach(
  ctx: CoreContext,
  known: ReadonlyMap<string, ChannelAccountRow>,
  { channel, accounts }: Pick<BillRow, 'channel' | 'accounts'>,
): boolean {
  if (ctx.scope.length === 0) return true;
  return accounts.length > 0 && accounts.every((one) => isAccountWithinReach(ctx, known.get(accountId(channel, one))));
}

export async function accountsById(ctx: CoreContext): Promise<Map<string, ChannelAccountRow>> {
  const rows = await ctx.db.table('channelAccounts').toArray();
  return new Map(rows.map((row) => [row.id, row]));
}
