import type { LineKind, Measure } from '../sources/define';

/** What one row moved, in fen. `refundFen` is positive; `feeFen` is what the merchant bears, negative when returned. */
export interface LineMoney {
  kind: LineKind;
  orderFen: number;
  settleFen: number;
  refundFen: number;
  feeFen: number;
  couponFen: number;
  discountFen: number;
  refundCouponFen: number;
  appliedFen: number;
  /** Into and out of the account; both 0 in bills that tell of trades only. */
  inFen: number;
  outFen: number;
  incomes: number;
  expenses: number;
  /** The signed amount of the row, of whatever kind it is. */
  amountFen: number;
  /** Of the account after the row; 0 where the bill does not say. */
  balanceFen: number;
  /** More than one transaction stands behind a row of a summary. */
  payments: number;
  refunds: number;
}

export type Sums = Record<Measure, number>;

export function emptySums(): Sums {
  return {
    rows: 0,
    payments: 0,
    refunds: 0,
    revoked: 0,
    orderFen: 0,
    orderAllFen: 0,
    settleFen: 0,
    settleAllFen: 0,
    amountAllFen: 0,
    refundFen: 0,
    refundCouponFen: 0,
    appliedFen: 0,
    feeFen: 0,
    couponFen: 0,
    discountFen: 0,
    refundDiscountFen: 0,
    netFen: 0,
    incomes: 0,
    incomeFen: 0,
    expenses: 0,
    expenseFen: 0,
  };
}

/** Adds a row, or takes it away again with `times` -1. */
export function addLine(sums: Sums, line: LineMoney, times: 1 | -1 = 1): void {
  const { kind } = line;
  const isPay = kind === 'pay' || kind === 'store';
  sums.rows += times;
  sums.payments += times * line.payments;
  sums.refunds += times * line.refunds;
  if (kind === 'revoke') sums.revoked += times;
  if (isPay) {
    sums.orderFen += times * line.orderFen;
    sums.settleFen += times * line.settleFen;
    sums.discountFen += times * line.discountFen;
    sums.couponFen += times * line.couponFen;
  } else {
    sums.refundDiscountFen += times * Math.abs(line.discountFen);
  }
  sums.orderAllFen += times * line.orderFen;
  sums.settleAllFen += times * line.settleFen;
  sums.amountAllFen += times * line.amountFen;
  sums.refundFen += times * line.refundFen;
  sums.refundCouponFen += times * line.refundCouponFen;
  sums.appliedFen += times * line.appliedFen;
  sums.feeFen += times * line.feeFen;
  sums.netFen += times * ((isPay ? line.settleFen : 0) - line.refundFen - line.feeFen);
  sums.incomeFen += times * line.inFen;
  sums.expenseFen += times * line.outFen;
  sums.incomes += times * line.incomes;
  sums.expenses += times * line.expenses;
}

export function addSums(into: Sums, sums: Sums): void {
  for (const measure of Object.keys(into) as Measure[]) into[measure] += sums[measure];
}
