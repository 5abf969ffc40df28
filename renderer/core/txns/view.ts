import { TXN_KINDS, TXN_MONEY } from '@shared/contracts/bills';
import type { TxnShownText, TxnView } from '@shared/contracts/txns';
import type { ChannelAccountRow, TxnBlockRow } from '@renderer/data/txn-rows';
import { placeOf, textOf } from '@renderer/data/txn-blocks';
import { accountId, isAccountWithinReach } from '../bills/accounts';
import type { CoreContext } from '../context';

export const SHOWN_TEXTS = [
  'txnNo',
  'orderNo',
  'refundNo',
  'mchRefundNo',
  'originalNo',
  'payMethod',
  'state',
  'refundState',
  'rate',
  'storeNo',
  'storeName',
  'terminalNo',
  'subject',
  'memo',
  'payerMask',
  'couponNo',
  'couponName',
  'couponId',
] as const satisfies readonly TxnShownText[];

export function lineId({ id }: Pick<TxnBlockRow, 'id'>, row: number): string {
  return `${id}#${row}`;
}

/** Null for what is no id of a line. */
export function parseLineId(id: string): { blockId: string; row: number } | null {
  const match = /^(t\|.{1,300})#(\d{1,6})$/.exec(id);
  return match ? { blockId: match[1]!, row: Number(match[2]) } : null;
}

/** A line as it may be shown: payers masked, the merchant named where the account is somebody's. */
export function toTxnView(
  ctx: CoreContext,
  known: ReadonlyMap<string, ChannelAccountRow>,
  block: TxnBlockRow,
  row: number,
): TxnView {
  const { bizDate, channel, account } = placeOf(block.id);
  const id = accountId(channel, account);
  const owner = known.get(id);
  const merchant =
    owner?.merchantId && isAccountWithinReach(ctx, owner) ? ctx.merchants.get(owner.merchantId) : undefined;
  const texts = Object.fromEntries(SHOWN_TEXTS.map((name) => [name, textOf(block, name, row)]));
  const money = Object.fromEntries(TXN_MONEY.map((name) => [name, block.money[name]?.[row] ?? 0]));
  return {
    ...(texts as Record<TxnShownText, string>),
    ...(money as Record<(typeof TXN_MONEY)[number], number>),
    id: lineId(block, row),
    bizDate,
    time: clockOf(block.second[row]!),
    kind: TXN_KINDS[block.kind[row]!]!,
    channel: channel as TxnView['channel'],
    accountId: id,
    accountLabel: owner?.label ?? account,
    merchantId: merchant?.id ?? '',
    merchantNo: merchant?.values['merchantNo'] ?? '',
    merchantName: merchant?.values['name'] ?? '',
    hasPayer: block.sealed.length > 0,
  };
}

export function clockOf(second: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(second / 3_600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
}
