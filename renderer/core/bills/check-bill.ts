import type { BillInput } from '@shared/contracts/bills';
import type { BillKind } from '@shared/imports/sources/define';
import type { TxnBook } from '@renderer/data/txn-rows';
import { foldBlock, noSums } from '@renderer/data/txn-blocks';
import { refuse } from '../define';

const FLOWS: ReadonlySet<BillKind> = new Set<BillKind>(['wechat-fund', 'alipay-account', 'bank']);
/** Sums of stores or kinds of business: proven, shown, and no lines of their own. */
const SUMMARIES: ReadonlySet<BillKind> = new Set<BillKind>(['alipay-summary', 'alipay-account-summary']);

export function bookOf(kind: BillKind): TxnBook {
  if (kind === 'coupon') return 'c';
  return kind === 'ledger' ? 'l' : FLOWS.has(kind) ? 'f' : 't';
}

/**
 * The lines must add up to the totals they came with, and those must be proven or unprovable: the window, or whoever speaks for it, is
 * not believed. @throws Refusal `bill.not_proven`
 */
export function requireProven({ kind, totals, rows, groups }: BillInput): void {
  if (totals.proof === 'mismatch' || totals.netFen !== totals.settleFen - totals.refundFen - totals.feeFen)
    refuse('bill.not_proven');
  if (SUMMARIES.has(kind)) return groups.length > 0 ? refuse('bill.not_proven') : undefined;
  const lines = groups.reduce((sum, group) => sum + group.rows, 0);
  if (lines !== rows.valid || rows.invalid > 0) refuse('bill.not_proven');
  // What a statement calls payments and refunds is all that came and went; its balances were proven by the reader.
  if (kind === 'bank') return;
  const sums = noSums();
  for (const group of groups) foldBlock(sums, group, 1);
  const names = ['payments', 'refunds', 'revoked', 'settleFen', 'refundFen', 'feeFen', 'orderFen'] as const;
  if (names.some((name) => sums[name] !== totals[name])) refuse('bill.not_proven');
}
