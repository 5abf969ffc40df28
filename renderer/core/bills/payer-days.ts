import type { Database } from '@renderer/data/db';
import { isPayment, payerAt, placeIn, readPayersOf, type PayerDayRow } from '@renderer/data/payer-days';
import { dayIdOf, placeOf, readBlocks } from '@renderer/data/txn-blocks';
import type { TxnBlockRow } from '@renderer/data/txn-rows';
import { accountId } from './accounts';

/** Payments of a day, in no order; `times` -1 takes them away. */
interface Paid {
  payers: Float64Array;
  settleFen: Float64Array;
  times: 1 | -1;
}

interface DayChange {
  id: string;
  bizDate: string;
  account: string;
  paid: Paid[];
}

/**
 * What a command adds to the payers of each day and account, or takes from them. Days may come in any order: whose first payment moves
 * to another day is marked anew on both.
 */
export class PayerDeltas {
  private readonly days = new Map<string, DayChange>();

  add(block: TxnBlockRow, times: 1 | -1): void {
    const id = dayIdOf(block.id);
    let day = this.days.get(id);
    if (!day) {
      const { bizDate, channel, account } = placeOf(block.id);
      day = { id, bizDate, account: accountId(channel, account), paid: [] };
      this.days.set(id, day);
    }
    const payers = new Float64Array(block.rows);
    const settleFen = new Float64Array(block.rows);
    let count = 0;
    for (let row = 0; row < block.rows; row++) {
      const payer = isPayment(block, row) ? payerAt(block, row) : null;
      if (payer === null) continue;
      payers[count] = payer;
      settleFen[count++] = block.money.settleFen?.[row] ?? 0;
    }
    day.paid.push({ payers: payers.subarray(0, count), settleFen: settleFen.subarray(0, count), times });
  }

  /** The days as they are to be stored, and the other days of the same accounts on which a first payment is one no more, or became one. */
  async apply(db: Database): Promise<PayerDayRow[]> {
    const changed: PayerDayRow[] = [];
    for (const [account, days] of this.byAccount())
      changed.push(...changeAccount(await readPayersOf(db, account), days));
    return changed;
  }

  /** The days alone, as if nothing else had ever been stored. */
  build(): PayerDayRow[] {
    return [...this.byAccount().values()].flatMap((days) => changeAccount([], days));
  }

  private byAccount(): Map<string, DayChange[]> {
    const byAccount = new Map<string, DayChange[]>();
    for (const day of this.days.values()) {
      const days = byAccount.get(day.account);
      if (days) days.push(day);
      else byAccount.set(day.account, [day]);
    }
    return byAccount;
  }
}

/** All of it from the lines. */
export async function buildPayerDays(
  db: Database,
  { isCancelled, onProgress }: { isCancelled?: () => boolean; onProgress?: (done: number, total: number) => void },
): Promise<PayerDayRow[] | null> {
  const deltas = new PayerDeltas();
  const total = await db.table('txnBlocks').count();
  let done = 0;
  for await (const blocks of readBlocks(db)) {
    if (isCancelled?.()) return null;
    for (const block of blocks) if (placeOf(block.id).book === 't') deltas.add(block, 1);
    onProgress?.((done += blocks.length), total);
  }
  return deltas.build();
}

function changeAccount(stored: readonly PayerDayRow[], days: readonly DayChange[]): PayerDayRow[] {
  const changes = new Map(days.map((day) => [day.id, day]));
  /** Payers of the change, and whether a day that was passed has them already. */
  const touched = new Map<number, boolean>();
  for (const { paid } of days) for (const { payers } of paid) for (const payer of payers) touched.set(payer, false);
  const known = new Map(stored.map((row) => [row.id, row]));
  const ids = [...new Set([...known.keys(), ...changes.keys()])].sort();
  return ids.flatMap((id) => {
    const change = changes.get(id);
    const row = change ? mergeDay(known.get(id), change) : known.get(id)!;
    const isMarked = markFirst(row, touched);
    return change || isMarked ? [row] : [];
  });
}

/** Ascending, those with nothing left out. Sorted columns rather than a map: a large bill has tens of thousands of payers. */
function mergeDay(before: PayerDayRow | undefined, { id, bizDate, account, paid }: DayChange): PayerDayRow {
  const all = sortedOnce([...(before ? [before.payers] : []), ...paid.map(({ payers }) => payers)]);
  const payments = new Int32Array(all.length);
  const settleFen = new Float64Array(all.length);
  const isFirst = new Uint8Array(all.length);
  before?.payers.forEach((payer, i) => {
    const at = placeIn(all, payer);
    payments[at] = before.payments[i]!;
    settleFen[at] = before.settleFen[i]!;
    isFirst[at] = before.isFirst[i]!;
  });
  for (const { payers, settleFen: fen, times } of paid) {
    for (let i = 0; i < payers.length; i++) {
      const at = placeIn(all, payers[i]!);
      payments[at]! += times;
      settleFen[at]! += times * fen[i]!;
    }
  }
  const isLeft = (_: number, i: number): boolean => payments[i] !== 0;
  return {
    id,
    bizDate,
    account,
    payers: all.filter(isLeft),
    payments: Uint32Array.from(payments.filter(isLeft)),
    settleFen: settleFen.filter(isLeft),
    isFirst: isFirst.filter(isLeft),
  };
}

function sortedOnce(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
  return all.filter((payer, i) => i === 0 || payer !== all[i - 1]);
}

/** Days are passed in order. True when a mark had to be changed. */
function markFirst({ payers, isFirst }: PayerDayRow, touched: Map<number, boolean>): boolean {
  let isChanged = false;
  for (let i = 0; i < payers.length; i++) {
    const wasSeen = touched.get(payers[i]!);
    if (wasSeen === undefined) continue;
    const mark = wasSeen ? 0 : 1;
    if (isFirst[i] !== mark) isChanged = true;
    isFirst[i] = mark;
    if (!wasSeen) touched.set(payers[i]!, true);
  }
  return isChanged;
}
