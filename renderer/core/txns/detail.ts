import type { TxnDetail, TxnView } from '@shared/contracts/txns';
import { rowsWith } from '@renderer/data/txn-numbers';
import { placeOf } from '@renderer/data/txn-blocks';
import type { TxnBlockRow } from '@renderer/data/txn-rows';
import { accountId, isAccountWithinReach } from '../bills/accounts';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { findAccounts, type ReachedAccounts } from './accounts-for';
import { parseLineId, toTxnView } from './view';

export interface FoundLine {
  block: TxnBlockRow;
  row: number;
  accounts: ReachedAccounts;
}

/** A line by its id, within the asker's reach. @throws Refusal `txn.not_found` */
export async function requireLine(ctx: CoreContext, id: string): Promise<FoundLine> {
  const place = parseLineId(id);
  const block = place ? await ctx.db.table('txnBlocks').get(place.blockId) : undefined;
  if (!place || !block || place.row >= block.rows) refuse('txn.not_found');
  const accounts = await findAccounts(ctx, {});
  if (!isReached(ctx, accounts, block)) refuse('txn.not_found');
  return { block, row: place.row, accounts };
}

/** Lines that carry one of these numbers, within reach, newest first. */
export async function findByNumbers(
  ctx: CoreContext,
  numbers: readonly string[],
  most: number,
): Promise<{ rows: TxnView[]; isAll: boolean }> {
  const accounts = await findAccounts(ctx, {});
  const ids = new Set<string>();
  for (const number of numbers) for (const id of await ctx.txns.blocksWith(ctx, number)) ids.add(id);
  const blocks = await ctx.db.table('txnBlocks').bulkGet([...ids]);
  const found: TxnView[] = [];
  for (const block of blocks) {
    if (!block || !isReached(ctx, accounts, block)) continue;
    const rows = new Set(numbers.flatMap((number) => rowsWith(block, number)));
    for (const row of rows) found.push(toTxnView(ctx, accounts.known, block, row));
  }
  found.sort((a, b) => (`${a.bizDate} ${a.time}` < `${b.bizDate} ${b.time}` ? 1 : -1));
  return { rows: found.slice(0, most), isAll: found.length <= most };
}

export async function readDetail(ctx: CoreContext, id: string): Promise<TxnDetail> {
  const { block, row, accounts } = await requireLine(ctx, id);
  const txn = toTxnView(ctx, accounts.known, block, row);
  const bill = await ctx.db.table('bills').get(block.billId);
  const related = await relatedOf(ctx, txn);
  const isEntry = bill?.kind === 'manual';
  const refunds = related.filter((one) => one.kind === 'refund');
  const refundedFen = txn.kind === 'pay' ? refunds.reduce((sum, one) => sum + one.refundFen, 0) : 0;
  return {
    txn,
    origin: {
      fileName: bill?.fileName ?? '',
      billKind: bill?.kind ?? '',
      at: bill?.at ?? 0,
      byName: bill?.byName ?? '',
      batchId: bill?.batchId ?? '',
      line: block.line?.[row] ?? 0,
    },
    related,
    refundedFen,
    refunded: refundedFen === 0 ? 'none' : refundedFen >= txn.settleFen ? 'all' : 'part',
    entry: isEntry ? entryState(txn, related) : '',
  };
}

function entryState(txn: TxnView, related: readonly TxnView[]): TxnDetail['entry'] {
  if (isCancellation(txn)) return 'cancellation';
  return related.some((one) => isCancellation(one) && one.originalNo === txn.txnNo) ? 'cancelled' : 'standing';
}

/** Of an entry. Before there was a kind for it a cancellation was stored as a revoked payment, and is counted as one. */
export function isCancellation({ kind }: Pick<TxnView, 'kind'>): boolean {
  return kind === 'cancel' || kind === 'revoke';
}

const MOST_RELATED = 50;

/** A refund names its payment by the provider's number or the merchant's: whichever the bill has. */
async function relatedOf(ctx: CoreContext, txn: TxnView): Promise<TxnView[]> {
  const numbers = [txn.txnNo, txn.originalNo, txn.orderNo].filter((number) => number.length >= MEANINGFUL);
  if (numbers.length === 0) return [];
  const { rows } = await findByNumbers(ctx, [...new Set(numbers)], MOST_RELATED + 1);
  return rows.filter((one) => one.id !== txn.id && one.channel === txn.channel);
}

/** Shorter ones are counted anew in every shop. */
const MEANINGFUL = 8;

function isReached(ctx: CoreContext, { known }: ReachedAccounts, block: TxnBlockRow): boolean {
  const { channel, account } = placeOf(block.id);
  return block.id.startsWith('t|') && isAccountWithinReach(ctx, known.get(accountId(channel, account)));
}
