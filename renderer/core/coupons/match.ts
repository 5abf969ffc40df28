import { TXN_KINDS } from '@shared/contracts/bills';
import type { CouponMatch, CouponMismatch } from '@shared/contracts/coupons';
import type { DashboardFilter } from '@shared/contracts/dashboard';
import type { CallOptions } from '@shared/contracts/core';
import { savedFenOf } from '@shared/rollups/fold-discounts';
import type { Channel } from '@shared/imports/sources/define';
import { nameOf } from '@renderer/data/coupon-sums';
import { placeOf, readBlocksById, readDay, readGroup, groupId, textOf } from '@renderer/data/txn-blocks';
import { rowsWith } from '@renderer/data/txn-numbers';
import type { CouponDayRow, TxnBlockRow } from '@renderer/data/txn-rows';
import { accountId } from '../bills/accounts';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { findAccounts, type ReachedAccounts } from '../txns/accounts-for';
import { readReachedUses } from './list';
import { merchantNameOf } from './uses';

const PAY = TXN_KINDS.indexOf('pay');
const MOST_ROWS = 1_000;
/** Payments that are looked for on other days than the list says. */
const MOST_ELSEWHERE = 2_000;

interface Order {
  channel: Channel;
  txnNo: string;
  coupons: Set<string>;
  usedFen: number;
  merchantName: string;
}

/** Payment by payment, a day at a time: what lists of uses say of it against what its bill says. */
export async function matchCoupons(
  ctx: CoreContext,
  span: { from: string; to: string },
  filter: DashboardFilter,
  { isCancelled, onProgress }: CallOptions,
): Promise<CouponMatch> {
  const accounts = await findAccounts(ctx, filter);
  const byDate = new Map<string, CouponDayRow[]>();
  for (const day of await readReachedUses(ctx, accounts, span)) {
    const days = byDate.get(day.bizDate);
    if (days) days.push(day);
    else byDate.set(day.bizDate, [day]);
  }
  const match = new Match(ctx, accounts);
  let done = 0;
  for (const [bizDate, days] of [...byDate].sort(([a], [b]) => (a < b ? 1 : -1))) {
    if (isCancelled?.()) refuse('operation.cancelled');
    await match.addDay(bizDate, days);
    onProgress?.(++done, byDate.size);
  }
  return match.found;
}

class Match {
  readonly found: CouponMatch = {
    orders: 0,
    matched: 0,
    missing: 0,
    missingFen: 0,
    unbilled: 0,
    differing: 0,
    differenceFen: 0,
    unlisted: 0,
    unlistedFen: 0,
    rows: [],
  };
  private elsewhere = 0;

  constructor(
    private readonly ctx: CoreContext,
    private readonly accounts: ReachedAccounts,
  ) {}

  async addDay(bizDate: string, days: readonly CouponDayRow[]): Promise<void> {
    const orders = await this.ordersOf(bizDate, days);
    this.found.orders += orders.size;
    const bills = await readDay(this.ctx.db, 't', bizDate);
    const billed = new Set(bills.map(({ id }) => placeOf(id).channel));
    const listed = new Set<string>(days.map(({ channel }) => channel));
    for (const block of bills) {
      const { channel } = placeOf(block.id);
      if (listed.has(channel)) this.addBlock(bizDate, channel as Channel, block, orders);
    }
    for (const order of orders.values()) {
      if (await this.isElsewhere(bizDate, order)) continue;
      if (!billed.has(order.channel)) {
        this.found.unbilled++;
        continue;
      }
      this.found.missing++;
      this.found.missingFen += order.usedFen;
      this.note(bizDate, order, null);
    }
  }

  /** Takes the orders it finds out of `orders`. */
  private addBlock(bizDate: string, channel: Channel, block: TxnBlockRow, orders: Map<string, Order>): void {
    const { wanted, known } = this.accounts;
    const account = accountId(channel, placeOf(block.id).account);
    for (let row = 0; row < block.rows; row++) {
      if (block.kind[row] !== PAY) continue;
      const txnNo = textOf(block, 'txnNo', row);
      const id = accountId(channel, txnNo);
      const order = orders.get(id);
      const billFen = savedFenAt(block, row);
      if (order) {
        orders.delete(id);
        this.compare(bizDate, order, billFen);
      } else if (billFen > 0 && (!wanted || wanted.has(account))) {
        this.found.unlisted++;
        this.found.unlistedFen += billFen;
        const merchantName = merchantNameOf(this.ctx, known.get(account));
        this.note(bizDate, { channel, txnNo, coupons: new Set(), usedFen: 0, merchantName }, billFen);
      }
    }
  }

  private compare(bizDate: string, order: Order, billFen: number): void {
    if (order.usedFen === billFen) {
      this.found.matched++;
      return;
    }
    this.found.differing++;
    this.found.differenceFen += order.usedFen - billFen;
    this.note(bizDate, order, billFen);
  }

  /** Around midnight, and in tables made by hand, the day of a use is not always the day of its payment. */
  private async isElsewhere(bizDate: string, order: Order): Promise<boolean> {
    if (this.elsewhere++ >= MOST_ELSEWHERE) return false;
    const ids = await this.ctx.txns.blocksWith(this.ctx, order.txnNo);
    for (const block of await readBlocksById(this.ctx.db, ids)) {
      if (placeOf(block.id).channel !== order.channel) continue;
      const row = rowsWith(block, order.txnNo).find((one) => block.kind[one] === PAY);
      if (row === undefined) continue;
      this.compare(bizDate, order, savedFenAt(block, row));
      return true;
    }
    return false;
  }

  private note(bizDate: string, order: Order, billFen: number | null): void {
    const { channel, txnNo, coupons, usedFen, merchantName } = order;
    const row: CouponMismatch = { channel, txnNo, bizDate, coupons: [...coupons], usedFen, billFen, merchantName };
    if (this.found.rows.length < MOST_ROWS) this.found.rows.push(row);
  }

  /** Several coupons may have paid of one order. */
  private async ordersOf(bizDate: string, days: readonly CouponDayRow[]): Promise<Map<string, Order>> {
    const orders = new Map<string, Order>();
    for (const { channel, account } of days) {
      const merchantName = merchantNameOf(this.ctx, this.accounts.known.get(accountId(channel, account)));
      for (const block of await readGroup(this.ctx.db, groupId('c', bizDate, channel, account))) {
        for (let row = 0; row < block.rows; row++) {
          if (block.kind[row] !== PAY) continue;
          const txnNo = textOf(block, 'txnNo', row);
          const id = accountId(channel, txnNo);
          const order = orders.get(id) ?? { channel, txnNo, coupons: new Set(), usedFen: 0, merchantName };
          order.usedFen += block.money.settleFen?.[row] ?? 0;
          order.coupons.add(nameOf(block, row));
          orders.set(id, order);
        }
      }
    }
    return orders;
  }
}

function savedFenAt({ money }: TxnBlockRow, row: number): number {
  const of = (name: 'orderFen' | 'settleFen' | 'couponFen'): number => money[name]?.[row] ?? 0;
  return savedFenOf(of('couponFen'), of('orderFen') - of('settleFen'));
}
