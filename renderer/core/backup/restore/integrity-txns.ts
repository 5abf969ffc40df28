import type { IntegrityFinding } from '@shared/contracts/backups';
import type { Database } from '@renderer/data/db';
import { foldBlock, isSameSums, noSums, placeOf, readBlocks, type Sums } from '@renderer/data/txn-blocks';
import type { FeeDayRow, TxnDayRow } from '@renderer/data/txn-rows';
import { FeeDeltas } from '../../bills/fee-days';
import { refuse } from '../../define';

/** Lines against their bills, and every day's sums against the lines they are of: to the fen. */
export async function checkTransactions(db: Database, isCancelled?: () => boolean): Promise<IntegrityFinding[]> {
  const bills = new Map((await db.table('bills').toArray()).map((bill) => [bill.id, bill]));
  const lines = new Map<string, number>();
  const sums = new Map<string, Sums>();
  const fees = new FeeDeltas();
  const ids = new Set<string>();
  let orphans = 0;
  for await (const blocks of readBlocks(db)) {
    if (isCancelled?.()) refuse('operation.cancelled');
    for (const block of blocks) {
      const bill = bills.get(block.billId);
      if (!bill || bill.state === 'reverted') orphans++;
      lines.set(block.billId, (lines.get(block.billId) ?? 0) + block.rows);
      ids.add(block.id);
      fees.add(block, 1);
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
  const feeDays = await db.table('feeDays').toArray();
  // Numbers by which lines are found; a bill without them is read as a whole instead.
  const numbers = await db.table('txnNumbers').toArray();
  return [
    { check: 'orphan', table: 'txnBlocks', count: orphans },
    { check: 'bills', table: 'bills', count: short.length },
    { check: 'sums', table: 'txnDays', count: countWrong(days, sums) },
    { check: 'sums', table: 'feeDays', count: countWrongFees(feeDays, fees.days) },
    {
      check: 'orphan',
      table: 'feeDays',
      count: feeDays.filter((d) => !accounts.has(d.id.split('|').slice(1).join('|'))).length,
    },
    {
      check: 'orphan',
      table: 'txnNumbers',
      count: numbers.filter((row) => bills.get(row.id)?.state !== 'done' || row.blockIds.some((id) => !ids.has(id)))
        .length,
    },
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

function countWrongFees(days: readonly FeeDayRow[], fees: ReadonlyMap<string, FeeDayRow>): number {
  const stored = new Map(days.map((day) => [day.id, day]));
  return [...new Set([...stored.keys(), ...fees.keys()])].filter((id) => {
    const [here, there] = [stored.get(id), fees.get(id)];
    return (['lines', 'actualFen', 'expectedFen', 'off'] as const).some(
      (name) => (here?.[name] ?? 0) !== (there?.[name] ?? 0),
    );
  }).length;
}
