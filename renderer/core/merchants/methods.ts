import { TXN_KINDS } from '@shared/contracts/bills';
import type { MerchantMethods, MethodUse } from '@shared/contracts/merchant-methods';
import { planFor } from '@shared/rules/fee-plan';
import { isOfChannel, methodOf, PAY_METHODS } from '@shared/rules/pay-method';
import { bizDateAt } from '@shared/time/biz-date';
import { spanOfMonth } from '@shared/time/months';
import { groupId, placeOf, readDays, readGroup, textOf } from '@renderer/data/txn-blocks';
import type { ChannelAccountRow, TxnBlockRow } from '@renderer/data/txn-rows';
import { accountId } from '../bills/accounts';
import { termsById } from '../bills/terms';
import type { CoreContext } from '../context';

/** More payments than this are counted only when somebody asks for it. */
const MOST_AT_ONCE = 50_000;
const PAY = TXN_KINDS.indexOf('pay');

export async function readMethods(ctx: CoreContext, id: string): Promise<MerchantMethods> {
  const [accounts, terms, stored] = await Promise.all([
    accountsOf(ctx, id),
    termsById(ctx),
    ctx.db.table('merchantMethods').get(id),
  ]);
  const today = bizDateAt(ctx.now());
  const methods = PAY_METHODS.map((method) => {
    const rates = accounts.flatMap(({ id: account, channel, label }) => {
      const plan = isOfChannel(method, channel) ? planFor(terms.get(account)?.plans ?? [], today, method) : null;
      if (!plan) return [];
      return [{ id: account, label, ratePpm: plan.ratePpm, isOwn: plan.method === method }];
    });
    return { method, enabled: stored?.enabled.includes(method) ?? false, rates };
  });
  return { methods, at: stored?.at ?? 0, byName: stored?.byName ?? '' };
}

/** @returns null where there are too many to be read, unless `all`; most payments first */
export async function countMethods(
  ctx: CoreContext,
  id: string,
  month: string,
  all: boolean,
  isCancelled?: () => boolean,
): Promise<MethodUse[] | null> {
  const accounts = new Set((await accountsOf(ctx, id)).map((account) => account.id));
  const { from, to } = spanOfMonth(month);
  const days = (await readDays(ctx.db, from, to)).filter(({ channel, account }) =>
    accounts.has(accountId(channel, account)),
  );
  if (!all && days.reduce((sum, { payments }) => sum + payments, 0) > MOST_AT_ONCE) return null;
  const uses = new Map<string, MethodUse>();
  for (const { bizDate, channel, account } of days) {
    if (isCancelled?.()) return null;
    for (const block of await readGroup(ctx.db, groupId('t', bizDate, channel, account))) countBlock(uses, block);
  }
  return [...uses.values()].sort((a, b) => b.payments - a.payments);
}

function countBlock(uses: Map<string, MethodUse>, block: TxnBlockRow): void {
  const channel = placeOf(block.id).channel as MethodUse['channels'][number];
  for (let row = 0; row < block.rows; row++) {
    if (block.kind[row] !== PAY) continue;
    const written = textOf(block, 'payMethod', row);
    const method = methodOf(channel, written);
    const use = uses.get(method) ?? { method, channels: [], written: [], payments: 0, settleFen: 0 };
    uses.set(method, use);
    if (!use.channels.includes(channel)) use.channels.push(channel);
    if (!use.written.includes(written)) use.written.push(written);
    use.payments++;
    use.settleFen += block.money.settleFen?.[row] ?? 0;
  }
}

function accountsOf(ctx: CoreContext, id: string): Promise<ChannelAccountRow[]> {
  return ctx.db.table('channelAccounts').where('merchantId').equals(id).toArray();
}
