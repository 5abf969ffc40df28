import type { BillView } from '@shared/contracts/bills';
import type { BillRow } from '@renderer/data/txn-rows';

/** Without what only the core is concerned with. */
export function toBillView(row: BillRow): BillView {
  const { id, batchId, at, byName, fileName, kind, channel, accounts, from, to, rows } = row;
  const { added, known, totals, state, revertedAt, revertedBy } = row;
  const head = { id, batchId, at, byName, fileName, kind, channel, accounts, from, to, rows };
  return { ...head, added, known, totals, state, revertedAt, revertedBy };
}
