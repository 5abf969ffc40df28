import type { Database } from '@renderer/data/db';
import { isPayment, payerAt, payerDayId, readPayersOf, type PayerDayRow } from '@renderer/data/payer-days';
import { placeOf, readBlocks } from '@renderer/data/txn-blocks';
import type { TxnBlockRow } from '@renderer/data/txn-rows';
import { accountId } from './accounts';

interface Change {
  payments: number;
  settleFen: number;
}

interface DayChange {
  id: string;
  bizDate: string;
  account: string;
  byPayer: Map<number, Change>;
}

/**
 * What a command adds to the payers of each day and account, or takes from them. Days may come in any order: whose first payment moves
 * to another day is marked anew on both.
 */
export class PayerDeltas {
  private readonly days = new Map<string, DayChange>();

  add(block: TxnBlockRow, times: 1 | -1): void {
    const id = payerDayId(block.id);
    let day = this.days.get(id);
    if (!day) {
      const { bizDate, channel, account } = placeOf(block.id);
      day = { id, bizDate, account: accountId(channel, account), byPayer: new Map() };
      this.days.set(id, day);
    }
    for (let row = 0; row < block.rows; row++) {
      if (!isPayment(block, row)) continue;
      const payer = payerAt(block, row);
      if (payer === null) continue;
      const settleFen = block.money.settleFen?.[row] ?? 0;
      const change = day.byPayer.get(payer);
      if (change) {
        change.payments += times;
        change.settleFen += times * settleFen;
      } else day.byPayer.set(payer, { payments: times, settleFen: times * settleFen });
    }
  }

  /** The days as they are to be stored, and the other days of the same accounts on which a first payment is one no more, or became one. */
  async apply(db: Database): Promise<PayerDayRow[]> {
    const byAccount = new Map<string, DayChange[]>();
    for (const day of this.days.values()) byAccount.set(day.account, [...(byAccount.get(day.account) ?? []), day]);
    const changed: PayerDayRow[] = [];
    for (const [account, days] of byAccount) changed.push(...changeAccount(await readPayersOf(db, account), days));
    return changed;
  }

  /** The days alone, as if nothing else had ever been stored. */
  build(): PayerDayRow[] {
    const byAccount = new Map<string, DayChange[]>();
    for (const day of this.days.values()) byAccount.set(day.account, [...(byAccount.get(day.account) ?? []), day]);
    return [...byAccount.values()].flatMap((days) => changeAccount([], days));
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
  for (const { byPayer } of days) for (const payer of byPayer.keys()) touched.set(payer, false);
  const known = new Map(stored.map((row) => [row.id, row]));
  const ids = [...new Set([...known.keys(), ...changes.keys()])].sort();
  return ids.flatMap((id) => {
    const change = changes.get(id);
    const row = change ? mergeDay(known.get(id), change) : known.get(id)!;
    const isMarked = markFirst(row, touched);
    return change || isMarked ? [row] : [];
  });
}

/** Ascending, those with nothing left out. */
function mergeDay(before: PayerDayRow | undefined, { id, bizDate, account, byPayer }: DayChange): PayerDayRow {
  const merged = new Map(byPayer);
  const first = new Set<number>();
  for (let i = 0; i < (before?.payers.length ?? 0); i++) {
    const payer = before!.payers[i]!;
    const more = byPayer.get(payer);
    merged.set(payer, {
      payments: before!.payments[i]! + (more?.payments ?? 0),
      settleFen: before!.settleFen[i]! + (more?.settleFen ?? 0),
    });
    if (before!.isFirst[i] === 1) first.add(payer);
  }
  for (const [payer, { payments }] of merged) if (payments === 0) merged.delete(payer);
  const payers = Float64Array.from(merged.keys()).sort();
  const of = (payer: number): Change => merged.get(payer)!;
  return {
    id,
    bizDate,
    account,
    payers,
    payments: Uint32Array.from(payers, (payer) => of(payer).payments),
    settleFen: Float64Array.from(payers, (payer) => of(payer).settleFen),
    isFirst: Uint8Array.from(payers, (payer) => (first.has(payer) ? 1 : 0)),
  };
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
