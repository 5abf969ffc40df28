import { TXN_KINDS, type CouponSums } from '@shared/contracts/bills';
import { cellAt } from '@shared/kernel/columns';
import { savedFenOf } from '@shared/rollups/fold-discounts';
import type { StoredText, TxnBlockRow } from './txn-rows';

const PAY = TXN_KINDS.indexOf('pay');
const REFUND = TXN_KINDS.indexOf('refund');
const COUNTED = [
  'uses',
  'orderFen',
  'settleFen',
  'couponFen',
  'savedFen',
  'concessionFen',
  'returns',
  'returnedCouponFen',
  'returnedFen',
] as const satisfies readonly (keyof CouponSums)[];

type Lines = Pick<TxnBlockRow, 'rows' | 'kind' | 'money' | 'text' | 'same'>;

/**
 * Adds what coupons and discounts paid of the lines of a block, by what the bill calls the coupon. Pure; kept in the order of names, and
 * what comes to nothing is left out, so that the same lines always give the same list.
 */
export function foldDiscounts(sums: CouponSums[], block: Lines, times: 1 | -1): CouponSums[] {
  const { money, kind, rows } = block;
  const by = new Map(sums.map((one) => [one.coupon, one]));
  for (let row = 0; row < rows; row++) {
    const { couponFen, concessionFen } = discountOf(block, row);
    if (couponFen === 0 && concessionFen === 0) continue;
    const of = (name: 'orderFen' | 'settleFen'): number => money[name]?.[row] ?? 0;
    const savedFen = savedFenOf(couponFen, concessionFen);
    const into = sumsOf(by, nameOf(block, row));
    if (kind[row] === PAY) {
      into.uses += times;
      into.orderFen += times * of('orderFen');
      into.settleFen += times * of('settleFen');
      into.couponFen += times * couponFen;
      into.savedFen += times * savedFen;
      into.concessionFen += times * concessionFen;
    } else {
      into.returns += times;
      into.returnedCouponFen += times * couponFen;
      into.returnedFen += times * savedFen;
    }
  }
  return listed(by);
}

/** The same of a block of uses (book `c`), where the line's own amount is what the coupon paid. */
export function foldUses(sums: CouponSums[], block: Lines, times: 1 | -1): CouponSums[] {
  const { money, kind, rows } = block;
  const by = new Map(sums.map((one) => [one.coupon, one]));
  for (let row = 0; row < rows; row++) {
    const into = sumsOf(by, nameOf(block, row));
    if (kind[row] === PAY) {
      into.uses += times;
      into.orderFen += times * (money.orderFen?.[row] ?? 0);
      into.couponFen += times * (money.settleFen?.[row] ?? 0);
      into.savedFen += times * (money.settleFen?.[row] ?? 0);
    } else if (kind[row] === REFUND) {
      into.returns += times;
      into.returnedCouponFen += times * (money.refundFen?.[row] ?? 0);
      into.returnedFen += times * (money.refundFen?.[row] ?? 0);
    }
  }
  return listed(by);
}

export function addCoupons(a: readonly CouponSums[], b: readonly CouponSums[]): CouponSums[] {
  const by = new Map(a.map((one) => [one.coupon, { ...one }]));
  for (const more of b) {
    const into = sumsOf(by, more.coupon);
    for (const name of COUNTED) into[name] += more[name];
  }
  return listed(by);
}

export function isSameCoupons(a: readonly CouponSums[], b: readonly CouponSums[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, n) => one.coupon === b[n]!.coupon && COUNTED.every((name) => one[name] === b[n]![name]))
  );
}

export function noCoupon(coupon: string): CouponSums {
  return {
    coupon,
    uses: 0,
    orderFen: 0,
    settleFen: 0,
    couponFen: 0,
    savedFen: 0,
    concessionFen: 0,
    returns: 0,
    returnedCouponFen: 0,
    returnedFen: 0,
  };
}

/** Whether a coupon or discount paid a part of a payment, or came back with a refund. */
export function isDiscounted(block: Pick<Lines, 'kind' | 'money'>, row: number): boolean {
  const { couponFen, concessionFen } = discountOf(block, row);
  return couponFen !== 0 || concessionFen !== 0;
}

/** What the file calls coupons, and what a payment is short of its order. */
function discountOf(
  { kind, money }: Pick<Lines, 'kind' | 'money'>,
  row: number,
): { couponFen: number; concessionFen: number } {
  const of = (name: 'orderFen' | 'settleFen' | 'couponFen'): number => money[name]?.[row] ?? 0;
  const isPay = kind[row] === PAY;
  if (!isPay && kind[row] !== REFUND) return { couponFen: 0, concessionFen: 0 };
  return { couponFen: of('couponFen'), concessionFen: isPay ? of('orderFen') - of('settleFen') : 0 };
}

/** The number of the batch where the file has one, or its name; '' where it has neither. */
export function nameOf({ text, same }: Pick<Lines, 'text' | 'same'>, row: number): string {
  const of = (name: StoredText): string => same[name] ?? cellAt(text[name], row);
  return of('couponNo') || of('couponName');
}

function sumsOf(by: Map<string, CouponSums>, coupon: string): CouponSums {
  let sums = by.get(coupon);
  if (!sums) by.set(coupon, (sums = noCoupon(coupon)));
  return sums;
}

function listed(by: ReadonlyMap<string, CouponSums>): CouponSums[] {
  return [...by.values()]
    .filter((sums) => COUNTED.some((name) => sums[name] !== 0))
    .sort((a, b) => (a.coupon < b.coupon ? -1 : 1));
}
