import type { ChannelSuggestion } from '@shared/contracts/bills';
import type { ChannelAccountRow } from '@renderer/data/txn-rows';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { isWithinReach, requireLiving, requireRow } from '../merchants/require-rows';
import { toScan } from '../merchants/scan';
import { isAccountWithinReach, isEntryAccount } from './accounts';

export interface Link {
  id: string;
  merchantId: string;
}

/** Both whose an account was and whose it becomes must be within reach. @throws Refusal `channel.not_found`, `merchant.not_found` */
export async function requireLinkable(ctx: CoreContext, { id, merchantId }: Link): Promise<ChannelAccountRow> {
  const account = await ctx.db.table('channelAccounts').get(id);
  if (!account || isEntryAccount(account)) refuse('channel.not_found');
  if (account.merchantId !== '' && ctx.merchants.get(account.merchantId)) requireRow(ctx, account.merchantId);
  if (merchantId !== '') requireLiving(ctx, merchantId);
  return account;
}

/** Whose receipts those of an account are, stored ones too, follows from this row alone. */
export async function storeLink(
  uow: UnitOfWork,
  ctx: CoreContext,
  account: ChannelAccountRow,
  merchantId: string,
): Promise<void> {
  await uow.table('channelAccounts').bulkPut([{ ...account, merchantId }]);
  const nameOf = (merchant: string) => ctx.merchants.get(merchant)?.values['name'] ?? '';
  uow.record({
    targetType: 'channelAccount',
    targetId: account.id,
    targetLabel: account.label,
    diff: [{ field: 'merchantId', before: nameOf(account.merchantId), after: nameOf(merchantId) }],
  });
}

/**
 * Accounts of nobody whose own number is exactly one merchant's number, or that of an account which is somebody's already. Where two
 * merchants answer, none is proposed.
 */
export async function suggestLinks(ctx: CoreContext): Promise<ChannelSuggestion[]> {
  const rows = (await ctx.db.table('channelAccounts').toArray()).filter((row) => !isEntryAccount(row));
  const owners = new Map<string, Set<string>>();
  for (const row of rows) {
    const number = ownNumber(row);
    if (number === '' || row.merchantId === '' || !isAccountWithinReach(ctx, row)) continue;
    owners.set(number, (owners.get(number) ?? new Set<string>()).add(row.merchantId));
  }
  const found: ChannelSuggestion[] = [];
  for (const row of rows) {
    const number = ownNumber(row);
    if (number === '' || row.merchantId !== '' || !isAccountWithinReach(ctx, row)) continue;
    const byNumber = merchantsNumbered(ctx, number);
    const ids = new Set([...byNumber, ...(owners.get(number) ?? [])]);
    const [merchantId] = ids;
    const merchant = ids.size === 1 ? ctx.merchants.get(merchantId!) : undefined;
    if (!merchant || merchant.deletedAt !== 0 || !isWithinReach(ctx, merchant)) continue;
    const { name = '', merchantNo = '' } = merchant.values;
    const by = byNumber.length > 0 ? 'merchantNo' : 'channel';
    const { id, channel, label } = row;
    found.push({ id, channel, label, merchantId: merchant.id, merchantName: name, merchantNo, by });
  }
  return found;
}

/** The sub-merchant's number where there is one; a bank account's is nobody's business. */
function ownNumber({ channel, account }: ChannelAccountRow): string {
  return channel === 'BANK' ? '' : (account.split('/').at(-1) ?? '');
}

const FEW = 20;

function merchantsNumbered(ctx: CoreContext, number: string): string[] {
  const sort = { field: 'merchantNo', descending: false } as const;
  const { rows } = ctx.merchants.query(toScan(ctx, { text: number }), sort, 0, FEW);
  return rows.filter(({ values }) => values['merchantNo'] === number).map(({ id }) => id);
}
