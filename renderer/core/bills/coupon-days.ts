import { addCoupons, foldUses, isSameCoupons } from '@renderer/data/coupon-sums';
import type { Database } from '@renderer/data/db';
import { dayIdOf, placeOf } from '@renderer/data/txn-blocks';
import type { CouponDayRow, TxnBlockRow } from '@renderer/data/txn-rows';
import type { UnitOfWork } from '@renderer/data/unit-of-work';

export async function storeCouponDays(uow: UnitOfWork, days: readonly CouponDayRow[]): Promise<void> {
  const table = uow.table('couponDays');
  await table.bulkPut(days.filter(isAny));
  for (const day of days) if (!isAny(day)) await table.remove(day.id);
}

/** What a command adds to the uses of coupons of each day, channel and account, or takes from them. */
export class CouponDeltas {
  private readonly sums = new Map<string, CouponDayRow>();

  /** Blocks of other books are passed over. */
  add(block: TxnBlockRow, times: 1 | -1): void {
    const { book, bizDate, channel, account } = placeOf(block.id);
    if (book !== 'c') return;
    const id = dayIdOf(block.id);
    const day = this.sums.get(id) ?? { id, bizDate, channel: channel as CouponDayRow['channel'], account, coupons: [] };
    day.coupons = foldUses(day.coupons, block, times);
    this.sums.set(id, day);
  }

  /** By id. */
  get days(): ReadonlyMap<string, CouponDayRow> {
    return this.sums;
  }

  /** What was added alone; a day without uses is none. */
  rows(): CouponDayRow[] {
    return [...this.sums.values()].filter(isAny);
  }

  /** The days as they are to be stored; those without uses are to be taken out. */
  async apply(db: Database): Promise<CouponDayRow[]> {
    const days = [...this.sums.values()];
    const before = await db.table('couponDays').bulkGet(days.map(({ id }) => id));
    return days.map((day, n) => ({ ...day, coupons: addCoupons(before[n]?.coupons ?? [], day.coupons) }));
  }
}

export function isSameUses(a: Pick<CouponDayRow, 'coupons'>, b: Pick<CouponDayRow, 'coupons'>): boolean {
  return isSameCoupons(a.coupons, b.coupons);
}

function isAny({ coupons }: CouponDayRow): boolean {
  return coupons.length > 0;
}
