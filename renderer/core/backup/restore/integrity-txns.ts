import type { IntegrityFinding } from '@shared/contracts/backups';
import type { Database } from '@renderer/data/db';
import { foldBlock, isSameSums, noSums, placeOf, readBlocks, type Sums } from '@renderer/data/txn-blocks';
import type { TxnDayRow } from '@renderer/data/txn-rows';
import { refuse } from '../../define';

/** Lines against their bills, and every day's sums against the lines they are of: to the fen. */
export async function checkTransactions(db: Database, isCancelled?: () => boolean): Promise<IntegrityFinding[]> {
  const bills = new Map((await db.table('bills').toArray()).map((bill) => [bill.id, bill]));
  const lines = new Map<string, number>();
  const sums = new Map<string, Sums>();
  let orphans = 0;
  for await (const blocks of readBlocks(db)) {
    if (isCancelled?.()) refuse('operation.cancelled');
    for (const block of blocks) {
      const bill = bills.get(block.billId);
      if (!bill || bill.state === 'reverted') orphans++;
      lines.set(block.billId, (lines.get(block.billId) ?? 0) + block.rows);
      const { book, bizDate, channel, account } = placeOf(block.id);
      if (book !== 't') continue;
      const id = `${bizDate}|${channel}|${account}`;
      const day = sums.get(id) ?? noSums();
      foldBlock(day, block, 1);
      sums.set(id, day);
    }
  }
  const short = [...bills.values()].filter(
    ({ id, state, added }) => state === 'done' && (lines.get(id) ?? 0) !== added,
  );
  const accounts = new Set(await db.table('channelAccounts').toCollection().primaryKeys());
  const days = await db.table('txnDays').toArray();
  return [
    { check: 'orphan', table: 'txnBlocks', count: orphans },
    { check: 'bills', table: 'bills', count: short.length },
    { check: 'sums', table: 'txnDays', count: countWrong(days, sums) },
    { check: 'orphan', table: 'txnDays', count: days.filter((d) => !accounts.has(`${d.channel}|${d.account}`)).length },
  ];
}

/** A day without lines may be stored as noughts, or not at all. */
function countWrong(days: readonly TxnDayRow[], sums: ReadonlyMap<string, Sums>): number {
  const stored = new Map(days.map((day) => [day.id, day]));
  const nothing = noSums();
  return [...new Set([...stored.keys(), ...sums.keys()])].filter(
    (id) => !isSameSums(stored.get(id) ?? nothing, sums.get(id) ?? nothing),
  ).length;
}
