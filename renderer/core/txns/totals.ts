import { TXN_KINDS } from '@shared/contracts/bills';
import type { TxnTotals } from '@shared/contracts/txns';
import type { TxnBlockRow, TxnDayRow } from '@renderer/data/txn-rows';

const [PAY, REFUND, REVOKE, CANCEL] = (['pay', 'refund', 'revoke', 'cancel'] as const).map((kind) =>
  TXN_KINDS.indexOf(kind),
);

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
  for (const { payments, refunds, revoked, cancelled, orderFen, settleFen, refundFen, feeFen } of days) {
    const netFen = settleFen - refundFen - feeFen;
    // A cancelled entry is no longer counted, but its line and the one that cancels it are still there.
    const lines = payments + refunds + revoked + 2 * cancelled;
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
  const isCancel = kind[row] === CANCEL;
  const counted = isCancel ? -1 : 1;
  if (kind[row] === REFUND || (isCancel && of('refundFen') !== 0)) {
    sum.refunds += counted;
  } else if (kind[row] === PAY || isCancel) {
    sum.payments += counted;
    sum.orderFen += of('orderFen');
    sum.settleFen += of('settleFen');
    sum.netFen += of('settleFen');
  } else if (kind[row] === REVOKE) sum.revoked++;
  sum.refundFen += of('refundFen');
  sum.feeFen += of('feeFen');
  sum.netFen -= of('refundFen') + of('feeFen');
}
