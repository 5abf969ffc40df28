import type { Database } from './db';
import type { CouponDayRow } from './txn-rows';

/** Uses of coupons by day and account, both days included. */
export function readCouponDays(db: Database, from: string, to: string): Promise<CouponDayRow[]> {
  return db.table('couponDays').where('id').between(`${from}|`, `${to}}`).toArray();
}
