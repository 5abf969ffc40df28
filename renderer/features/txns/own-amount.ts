import type { TxnView } from '@shared/contracts/txns';
import { formatYuan } from '@shared/money/yuan';

/** What a line moved by itself: in for a payment, back for a refund and for what takes a payment back. */
export function ownAmount({ kind, settleFen, refundFen }: TxnView): string {
  const isBack = kind === 'refund' || (kind === 'revoke' && refundFen !== 0);
  if (kind === 'cancel') return formatYuan(settleFen - refundFen);
  return formatYuan(isBack ? 0 - refundFen : settleFen);
}
