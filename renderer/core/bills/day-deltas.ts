import { foldDiscounts } from '@renderer/data/coupon-sums';
import type { Database } from '@renderer/data/db';
import { addDay, dayIdOf, foldBlock, noSums, placeOf } from '@renderer/data/txn-blocks';
import type { TxnBlockRow, TxnDayRow } from '@renderer/data/txn-rows';

/** What a command adds to the sums of each day, channel and account, or takes from them. */
export class DayDeltas {
  private readonly sums = new Map<string, TxnDayRow>();

  add(block: TxnBlockRow, times: 1 | -1): void {
    const id = dayIdOf(block.id);
    let day = this.sums.get(id);
    if (!day) {
      const { bizDate, channel, account } = placeOf(block.id);
      day = { id, bizDate, channel: channel as TxnDayRow['channel'], account, ...noSums() };
      this.sums.set(id, day);
    }
    foldBlock(day, block, times);
    day.coupons = foldDiscounts(day.coupons ?? [], block, times);
  }

  /** What was added alone. */
  rows(): TxnDayRow[] {
    return [...this.sums.values()];
  }

  /** The days as they are to be stored. */
  async apply(db: Database): Promise<TxnDayRow[]> {
    const days = this.rows();
    const before = await db.table('txnDays').bulkGet(days.map((day) => day.id));
    days.forEach((day, i) => {
      if (before[i]) addDay(day, before[i]);
    });
    return days;
  }
}
