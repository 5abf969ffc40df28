import type { TxnFilter } from '@shared/contracts/txns';
import type { ChannelAccountRow } from '@renderer/data/txn-rows';
import { accountsById, isAccountWithinReach } from '../bills/accounts';
import type { CoreContext } from '../context';

export type AccountFilter = Pick<
  TxnFilter,
  'accounts' | 'channels' | 'merchantIds' | 'regions' | 'mccs' | 'merchantTypes' | 'linked'
>;

export interface ReachedAccounts {
  /** Every account there is, by id: for names. */
  known: ReadonlyMap<string, ChannelAccountRow>;
  /** Ids of those that pass the filter within the asker's reach; null for all of them. */
  wanted: ReadonlySet<string> | null;
}

/** What is asked about merchants comes down to accounts: whose transactions a line is, its account says. */
export async function findAccounts(ctx: CoreContext, filter: AccountFilter): Promise<ReachedAccounts> {
  const known = await accountsById(ctx);
  if (ctx.scope.length === 0 && !isNarrowed(filter)) return { known, wanted: null };
  const wanted = [...known.values()].filter((row) => isAccountWithinReach(ctx, row) && passes(ctx, filter, row));
  return { known, wanted: new Set(wanted.map(({ id }) => id)) };
}

function isNarrowed({ accounts, channels, merchantIds, regions, mccs, merchantTypes, linked }: AccountFilter): boolean {
  return linked !== undefined || [accounts, channels, merchantIds, regions, mccs, merchantTypes].some(isGiven);
}

function passes(ctx: CoreContext, filter: AccountFilter, { id, channel, merchantId }: ChannelAccountRow): boolean {
  const values = ctx.merchants.get(merchantId)?.values;
  const of = (name: string): string => values?.[name] ?? '';
  return (
    isIn(filter.accounts, id) &&
    isIn(filter.channels, channel) &&
    isIn(filter.merchantIds, merchantId) &&
    isIn(filter.mccs, of('mcc')) &&
    isIn(filter.merchantTypes, of('merchantType')) &&
    (!isGiven(filter.regions) || filter.regions.some((code) => of('regionCode').startsWith(code))) &&
    (filter.linked === undefined || filter.linked === (merchantId !== ''))
  );
}

function isIn(list: readonly string[] | undefined, value: string): boolean {
  return !isGiven(list) || list.includes(value);
}

function isGiven(list: readonly string[] | undefined): list is readonly string[] {
  return list !== undefined && list.length > 0;
}
