import { TXN_KINDS } from '@shared/contracts/bills';
import type { CouponQueryIo, CouponUse } from '@shared/contracts/coupons';
import { nameOf } from '@renderer/data/coupon-sums';
import { groupId, placeOf, readGroup, textOf } from '@renderer/data/txn-blocks';
import type { ChannelAccountRow, CouponDayRow, TxnBlockRow } from '@renderer/data/txn-rows';
import { accountId, isAccountWithinReach } from '../bills/accounts';
import type { CoreContext } from '../context';
import { findAccounts } from '../txns/accounts-for';
import { clockOf, lineId } from '../txns/view';
import { readReachedUses } from './list';

type Uses = CouponQueryIo['coupon.uses'];

/** A page of the uses of one coupon: the sums of days tell how many each day has, so only the days of the page are read. */
export async function readUses(ctx: CoreContext, input: Uses['input']): Promise<Uses['output']> {
  const { channel, coupon, offset, limit } = input;
  const accounts = await findAccounts(ctx, input.filter);
  const days = (await readReachedUses(ctx, accounts, input))
    .filter((day) => day.channel === channel && countIn(day, coupon) > 0)
    .sort((a, b) => (a.bizDate < b.bizDate ? 1 : a.bizDate > b.bizDate ? -1 : a.id < b.id ? -1 : 1));
  const rows: CouponUse[] = [];
  let before = 0;
  for (const day of days) {
    const count = countIn(day, coupon);
    if (before + count > offset && rows.length < limit) {
      const uses = await readDayOf(ctx, day, coupon, accounts.known);
      rows.push(...uses.slice(Math.max(0, offset - before), offset + limit - before));
    }
    before += count;
  }
  return { total: before, rows: rows.slice(0, limit) };
}

function countIn({ coupons }: CouponDayRow, coupon: string): number {
  const found = coupons.find((one) => one.coupon === coupon);
  return found ? found.uses + found.returns : 0;
}

async function readDayOf(
  ctx: CoreContext,
  { bizDate, channel, account }: CouponDayRow,
  coupon: string,
  known: ReadonlyMap<string, ChannelAccountRow>,
): Promise<CouponUse[]> {
  const lines: { use: CouponUse; second: number }[] = [];
  for (const block of await readGroup(ctx.db, groupId('c', bizDate, channel, account))) {
    for (let row = 0; row < block.rows; row++) {
      if (nameOf(block, row) === coupon) lines.push({ use: toUse(ctx, known, block, row), second: block.second[row]! });
    }
  }
  return lines.sort((a, b) => b.second - a.second || (a.use.id < b.use.id ? -1 : 1)).map(({ use }) => use);
}

function toUse(
  ctx: CoreContext,
  known: ReadonlyMap<string, ChannelAccountRow>,
  block: TxnBlockRow,
  row: number,
): CouponUse {
  const { bizDate, channel, account } = placeOf(block.id);
  const owner = known.get(accountId(channel, account));
  const isRefund = TXN_KINDS[block.kind[row]!] === 'refund';
  return {
    id: lineId(block, row),
    bizDate,
    time: clockOf(block.second[row]!),
    kind: isRefund ? 'refund' : 'pay',
    coupon: nameOf(block, row),
    couponId: textOf(block, 'couponId', row),
    amountFen: block.money[isRefund ? 'refundFen' : 'settleFen']?.[row] ?? 0,
    orderFen: block.money.orderFen?.[row] ?? 0,
    channel: channel as CouponUse['channel'],
    txnNo: textOf(block, 'txnNo', row),
    accountLabel: owner?.label ?? account,
    merchantName: merchantNameOf(ctx, owner),
  };
}

export function merchantNameOf(ctx: CoreContext, owner: ChannelAccountRow | undefined): string {
  if (!owner?.merchantId || !isAccountWithinReach(ctx, owner)) return '';
  return ctx.merchants.get(owner.merchantId)?.values['name'] ?? '';
}
