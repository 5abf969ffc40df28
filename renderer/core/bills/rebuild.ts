import type { CallOptions } from '@shared/contracts/core';
import type { Database } from '@renderer/data/db';
import { readCouponDays } from '@renderer/data/coupon-days';
import { isSameSums, readBill, readDay, readDays } from '@renderer/data/txn-blocks';
import { isSameNumbers, numbersOf } from '@renderer/data/txn-numbers';
import type { CouponDayRow, FeeDayRow, TxnBook, TxnDayRow, TxnNumbersRow } from '@renderer/data/txn-rows';
import type { BulkChange } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { DayDeltas } from './day-deltas';
import { CouponDeltas, isSameUses } from './coupon-days';
import { FeeDeltas, isSameFees } from './fee-days';

/** Rows that are not what the stored lines give: as they should be, and ids of those that should not be there. */
export interface Rebuilt {
  days: TxnDayRow[];
  goneDays: string[];
  fees: FeeDayRow[];
  goneFees: string[];
  couponDays: CouponDayRow[];
  goneCouponDays: string[];
  numbers: TxnNumbersRow[];
  goneNumbers: string[];
}

/**
 * Works everything that is derived from lines out of them again: sums of days, fees of days, uses of coupons, and where numbers are. Reads a
 * day at a time; only what differs is kept, and is to be stored in one step, so nobody ever sees half of it.
 * @throws Refusal `operation.cancelled`, between days
 */
export async function rebuildRollups(db: Database, { isCancelled, onProgress }: CallOptions): Promise<Rebuilt> {
  const out: Rebuilt = {
    ...{ days: [], goneDays: [], fees: [], goneFees: [] },
    ...{ couponDays: [], goneCouponDays: [], numbers: [], goneNumbers: [] },
  };
  const dates = await datesOf(db);
  const bills = (await db.table('bills').toArray()).filter(({ state, added }) => state === 'done' && added > 0);
  const total = dates.length + bills.length;
  let done = 0;
  const step = (): void => {
    if (isCancelled?.()) refuse('operation.cancelled');
    onProgress?.(++done, total);
  };
  for (const date of dates) {
    await rebuildDay(db, date, out);
    step();
  }
  for (const { id } of bills) {
    const row = numbersOf(
      id,
      (await readBill(db, id)).filter((block) => block.id.startsWith('t|')),
    );
    const stored = await db.table('txnNumbers').get(id);
    // Bills without receipts have none.
    if (row.blockIds.length === 0) {
      if (stored) out.goneNumbers.push(id);
    } else if (!stored || !isSameNumbers(stored, row)) out.numbers.push(row);
    step();
  }
  const standing = new Set(bills.map(({ id }) => id));
  const kept = (await db.table('txnNumbers').toCollection().primaryKeys()) as string[];
  out.goneNumbers.push(...kept.filter((id) => !standing.has(id)));
  return out;
}

/** What the audit says of it. */
export function rebuiltChange(ctx: CoreContext, out: Rebuilt): BulkChange {
  const counts = countsOf(out);
  const rowsHash = ctx.audit.sha256(
    JSON.stringify([out.days, out.goneDays, out.fees, out.goneFees, out.couponDays, out.goneCouponDays]),
  );
  return { targetType: 'rollup', targetId: 'all', targetLabel: '', counts, rowsHash };
}

export function countsOf(out: Rebuilt): { days: number; fees: number; numbers: number } {
  return {
    days: out.days.length + out.goneDays.length + out.couponDays.length + out.goneCouponDays.length,
    fees: out.fees.length + out.goneFees.length,
    numbers: out.numbers.length + out.goneNumbers.length,
  };
}

/** Every business day that has lines, or sums of some. */
async function datesOf(db: Database): Promise<string[]> {
  const keysOf = async (book: TxnBook) =>
    (await db.table('txnBlocks').where('id').between(`${book}|`, `${book}}`).primaryKeys()) as string[];
  const blocks = [...(await keysOf('t')), ...(await keysOf('c'))];
  const days = (await db.table('txnDays').toCollection().primaryKeys()) as string[];
  const fees = (await db.table('feeDays').toCollection().primaryKeys()) as string[];
  const uses = (await db.table('couponDays').toCollection().primaryKeys()) as string[];
  const dates = new Set(blocks.map((id) => id.slice(2, 12)));
  for (const id of [...days, ...fees, ...uses]) dates.add(id.slice(0, 10));
  return [...dates].sort();
}

async function rebuildDay(db: Database, date: string, out: Rebuilt): Promise<void> {
  const sums = new DayDeltas();
  const fees = new FeeDeltas();
  for (const block of await readDay(db, 't', date)) {
    sums.add(block, 1);
    fees.add(block, 1);
  }
  const storedDays = await readDays(db, date, date);
  const storedFees = await db.table('feeDays').where('id').between(`${date}|`, `${date}}`).toArray();
  const uses = new CouponDeltas();
  for (const block of await readDay(db, 'c', date)) uses.add(block, 1);
  const storedUses = await readCouponDays(db, date, date);
  compare(sums.rows(), storedDays, isSameDay, out.days, out.goneDays);
  compare(uses.rows(), storedUses, isSameUses, out.couponDays, out.goneCouponDays);
  compare(fees.rows(), storedFees, isSameFees, out.fees, out.goneFees);
}

/** Days from before coupons were counted get them now. */
function isSameDay(stored: TxnDayRow, right: TxnDayRow): boolean {
  return stored.coupons !== undefined && isSameSums(stored, right);
}

function compare<T extends { id: string }>(
  right: readonly T[],
  stored: readonly T[],
  isSame: (a: T, b: T) => boolean,
  changed: T[],
  gone: string[],
): void {
  const known = new Map(stored.map((row) => [row.id, row]));
  for (const row of right) {
    const before = known.get(row.id);
    known.delete(row.id);
    if (!before || !isSame(before, row)) changed.push(row);
  }
  gone.push(...known.keys());
}
