import type { TxnTotals } from '@shared/contracts/txns';
import type { TxnBlockRow, TxnDayRow } from '@renderer/data/txn-rows';

/** Sums of lines, folded as the rollups fold them. */

export function noTotals(): TxnTotals {
  return {
    lines: 0,
    payments: 0,
    refunds: 0,
    revoked: 0,
    orderFen: 0,
    settleFen: 0,
    refundFen: 0,
    feeFen: 0,
    netFen: 0,
  };
}

export function sumDays(days: readonly TxnDayRow[]): TxnTotals {
  const sum = noTotals();
  for (const { payments, refunds, revoked, orderFen, settleFen, refundFen, feeFen } of days) {
    const netFen = settleFen - refundFen - feeFen;
    const lines = payments + refunds + revoked;
    addTotals(sum, { lines, payments, refunds, revoked, orderFen, settleFen, refundFen, feeFen, netFen });
  }
  return sum;
}

export function addTotals(sum: TxnTotals, more: TxnTotals): void {
  for (const name of Object.keys(sum) as (keyof TxnTotals)[]) sum[name] += more[name];
}

/** Orders and settled amounts of payments alone, refunds and fees of every line. */
export function addLine(sum: TxnTotals, { kind, money }: TxnBlockRow, row: number): void {
  const of = (name: 'orderFen' | 'settleFen' | 'refundFen' | 'feeFen'): number => money[name]?.[row] ?? 0;
  sum.lines++;
  const isPayment = kind[row] === 0;
  if (isPayment) {
    sum.payments++;
    sum.orderFen += of('orderFen');
    sum.settleFen += of('settleFen');
    sum.netFen += of('settleFen');
  } else if (kind[row] === 1) sum.refunds++;
  else if (kind[row] === 2) sum.revoked++;
  sum.refundFen += of('refundFen');
  sum.feeFen += of('feeFen');
  sum.netFen -= of('refundFen') + of('feeFen');
}
