import type { IntegrityFinding } from '@shared/contracts/backups';
import { foldDiscounts } from '@renderer/data/coupon-sums';
import type { Database } from '@renderer/data/db';
import { dayIdOf, foldBlock, isSameSums, noSums, placeOf, readBlocks, type Sums } from '@renderer/data/txn-blocks';
import { isPayment, payerAt, type PayerDayRow } from '@renderer/data/payer-days';
import { readTable } from '@renderer/data/table-pages';
import type { CouponDayRow, FeeDayRow, TxnBlockRow, TxnDayRow, TxnNumbersRow } from '@renderer/data/txn-rows';
import { CouponDeltas, isSameUses } from '../../bills/coupon-days';
import { FeeDeltas, isSameFees } from '../../bills/fee-days';
import { refuse } from '../../define';

/** Lines against their bills, and every day's sums against the lines they are of: to the fen. */
export async function checkTransactions(db: Database, isCancelled?: () => boolean): Promise<IntegrityFinding[]> {
  const bills = new Map((await db.table('bills').toArray()).map((bill) => [bill.id, bill]));
  const lines = new Map<string, number>();
  const sums = new Map<string, Sums>();
  const fees = new FeeDeltas();
  const uses = new CouponDeltas();
  const ids = new Set<string>();
  const named = new Map<string, Named>();
  let orphans = 0;
  for await (const blocks of readBlocks(db)) {
    if (isCancelled?.()) refuse('operation.cancelled');
    for (const block of blocks) {
      const bill = bills.get(block.billId);
      if (!bill || bill.state === 'reverted') orphans++;
      lines.set(block.billId, (lines.get(block.billId) ?? 0) + block.rows);
      ids.add(block.id);
      fees.add(block, 1);
      uses.add(block, 1);
      if (placeOf(block.id).book !== 't') continue;
      const id = dayIdOf(block.id);
      const day = sums.get(id) ?? noSums();
      foldBlock(day, block, 1);
      day.coupons = foldDiscounts(day.coupons ?? [], block, 1);
      sums.set(id, day);
      addNamed(named, id, block);
    }
  }
  const short = [...bills.values()].filter(
    ({ id, state, added }) => state === 'done' && (lines.get(id) ?? 0) !== added,
  );
  const accounts = new Set(await db.table('channelAccounts').toCollection().primaryKeys());
  const days = await db.table('txnDays').toArray();
  const feeDays = await db.table('feeDays').toArray();
  // Numbers by which lines are found; a bill without them is read as a whole instead. A million lines have many, and payers.
  let strayNumbers = 0;
  for await (const rows of readTable(db, 'txnNumbers')) {
    for (const row of rows as unknown as TxnNumbersRow[])
      if (bills.get(row.id)?.state !== 'done' || row.blockIds.some((id) => !ids.has(id))) strayNumbers++;
  }
  let wrongPayers = 0;
  for await (const rows of readTable(db, 'payerDays'))
    wrongPayers += countWrongPayers(rows as unknown as PayerDayRow[], named);
  return [
    { check: 'orphan', table: 'txnBlocks', count: orphans },
    { check: 'bills', table: 'bills', count: short.length },
    { check: 'sums', table: 'txnDays', count: countWrong(days, sums) },
    { check: 'sums', table: 'feeDays', count: countWrongFees(feeDays, fees.days) },
    { check: 'sums', table: 'couponDays', count: countWrongUses(await db.table('couponDays').toArray(), uses.days) },
    {
      check: 'orphan',
      table: 'feeDays',
      count: feeDays.filter((d) => !accounts.has(d.id.split('|').slice(1).join('|'))).length,
    },
    { check: 'orphan', table: 'txnNumbers', count: strayNumbers },
    { check: 'sums', table: 'payerDays', count: wrongPayers },
    { check: 'orphan', table: 'txnDays', count: days.filter((d) => !accounts.has(`${d.channel}|${d.account}`)).length },
  ];
}

interface Named {
  payments: number;
  settleFen: number;
}

/** What the payers a bill tells of have paid. */
function addNamed(named: Map<string, Named>, id: string, block: TxnBlockRow): void {
  const sum = named.get(id) ?? { payments: 0, settleFen: 0 };
  for (let row = 0; row < block.rows; row++) {
    if (!isPayment(block, row) || payerAt(block, row) === null) continue;
    sum.payments++;
    sum.settleFen += block.money.settleFen?.[row] ?? 0;
  }
  named.set(id, sum);
}

/** Days that were never counted are no mistake: they are counted when somebody asks. */
function countWrongPayers(days: readonly PayerDayRow[], named: ReadonlyMap<string, Named>): number {
  const total = (column: Uint32Array | Float64Array): number => {
    let sum = 0;
    for (const one of column) sum += one;
    return sum;
  };
  return days.filter(({ id, payments, settleFen }) => {
    const { payments: count, settleFen: fen } = named.get(id) ?? { payments: 0, settleFen: 0 };
    return total(payments) !== count || total(settleFen) !== fen;
  }).length;
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
    const nothing = { id, lines: 0, actualFen: 0, expectedFen: 0, off: 0 };
    return !isSameFees(stored.get(id) ?? nothing, fees.get(id) ?? nothing);
  }).length;
}

function countWrongUses(days: readonly CouponDayRow[], uses: ReadonlyMap<string, CouponDayRow>): number {
  const stored = new Map(days.map((day) => [day.id, day]));
  const nothing = { coupons: [] };
  return [...new Set([...stored.keys(), ...uses.keys()])].filter(
    (id) => !isSameUses(stored.get(id) ?? nothing, uses.get(id) ?? nothing),
  ).length;
}
