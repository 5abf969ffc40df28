import type { CouponSums, DaySums } from '../contracts/bills';
import type { DiscountDay, DiscountSums } from '../contracts/coupons';

/**
 * What a payer was spared. Bills count the same money in two ways: WeChat's 代金券金额 is all coupons, of which the merchant's own
 * (免充值券) are missing in what is settled; Alipay's 券核销金额 is a part of what is not settled. The larger of both is all of it.
 */
export function savedFenOf(couponFen: number, concessionFen: number): number {
  return Math.max(couponFen, concessionFen);
}

export function noDiscounts(): DiscountSums {
  return {
    ...{ uses: 0, orderFen: 0, settleFen: 0 },
    ...{ savedFen: 0, concessionFen: 0, fundedFen: 0 },
    ...{ returns: 0, returnedFen: 0 },
  };
}

export function addDiscount(into: DiscountSums, sums: CouponSums): void {
  into.uses += sums.uses;
  into.orderFen += sums.orderFen;
  into.settleFen += sums.settleFen;
  into.savedFen += sums.savedFen;
  into.concessionFen += sums.concessionFen;
  into.fundedFen += sums.savedFen - sums.concessionFen;
  into.returns += sums.returns;
  into.returnedFen += sums.returnedFen;
}

export function foldDiscounts(rows: readonly DaySums[]): DiscountSums {
  const sum = noDiscounts();
  for (const { coupons = [] } of rows) for (const one of coupons) addDiscount(sum, one);
  return sum;
}

/** Ascending; days without rows are left out. */
export function foldDiscountDays(rows: readonly DaySums[]): DiscountDay[] {
  const days = new Map<string, DiscountDay>();
  for (const { bizDate, payments, coupons = [] } of rows) {
    const day = days.get(bizDate) ?? { bizDate, payments: 0, ...noDiscounts() };
    day.payments += payments;
    for (const one of coupons) addDiscount(day, one);
    days.set(bizDate, day);
  }
  return [...days.values()].sort((a, b) => (a.bizDate < b.bizDate ? -1 : 1));
}
