import { TXN_KINDS, TXN_MONEY, type TxnGroup, type TxnMoney } from '@shared/contracts/bills';
import { cellAt, packColumn, type PackedColumn } from '@shared/kernel/columns';
import type { Database } from './db';
import { readTable } from './table-pages';
import { addCoupons, isSameCoupons } from './coupon-sums';
import type { StoredText, TxnBlockRow, TxnBook, TxnDayRow } from './txn-rows';

/** The only module that knows how transactions lie in IndexedDB: packed columns per bill, day and account. */

export function groupId(book: TxnBook, bizDate: string, channel: string, account: string): string {
  return `${book}|${bizDate}|${channel}|${account}`;
}

/** When the lines of a block are, in seconds of the day. */
export interface BlockPlace {
  id: string;
  newest: number;
  oldest: number;
}

/** @param second of the lines, latest first: their span stands in the id, so that a block need not be read to be left out */
export function blockIdOf(group: string, billId: string, n: number, second: Uint32Array): string {
  return `${group}|${billId}|${String(n).padStart(4, '0')}@${second[0]}-${second[second.length - 1]}`;
}

const DAY_SECONDS = 86_400;

/** Blocks from before spans were written may hold a line of any second. */
function toPlace(id: string): BlockPlace {
  const span = /@(\d+)-(\d+)$/.exec(id);
  return span ? { id, newest: Number(span[1]), oldest: Number(span[2]) } : { id, newest: DAY_SECONDS, oldest: 0 };
}

/** Where the blocks of all accounts on one day lie. */
export function placesOfDay(db: Database, book: TxnBook, bizDate: string): Promise<BlockPlace[]> {
  return placesBetween(db, `${book}|${bizDate}|`, `${book}|${bizDate}}`);
}

/** Where the blocks of one account on one day lie. */
export function placesOfGroup(db: Database, group: string): Promise<BlockPlace[]> {
  return placesBetween(db, `${group}|`, `${group}}`);
}

async function placesBetween(db: Database, from: string, to: string): Promise<BlockPlace[]> {
  const ids = await db.table('txnBlocks').where('id').between(from, to).primaryKeys();
  return ids.map((id) => toPlace(String(id)));
}

/** Blocks that have gone meanwhile are left out. */
export async function readBlocksById(db: Database, ids: readonly string[]): Promise<TxnBlockRow[]> {
  const blocks = await db.table('txnBlocks').bulkGet([...ids]);
  return blocks.filter((block) => block !== undefined);
}

/** More than any second of a day and any row of a file, and both together still a safe integer. */
const SECONDS_MOST = 1_000_000;
const ROWS_MOST = 2 ** 32;

/** Rows of a group, latest first; of the same second the later one of the file first. */
export function latestFirst(second: Uint32Array, picked: Uint32Array): Uint32Array {
  const keys = Float64Array.from(
    picked,
    (row) => (SECONDS_MOST - second[row]!) * ROWS_MOST + (ROWS_MOST - 1 - row),
  ).sort();
  return Uint32Array.from(keys, (key) => ROWS_MOST - 1 - (key % ROWS_MOST));
}

/** `book`, `bizDate`, `channel` and `account` of a block's id. */
export function placeOf(id: string): { book: TxnBook; bizDate: string; channel: string; account: string } {
  const [book, bizDate, channel, account] = id.split('|') as [TxnBook, string, string, string];
  return { book, bizDate, channel, account };
}

/** Id of the day and account of a block in `txnDays`, `feeDays` and `payerDays`. */
export function dayIdOf(blockId: string): string {
  const { bizDate, channel, account } = placeOf(blockId);
  return `${bizDate}|${channel}|${account}`;
}

/** Blocks of all accounts on one day. */
export function readDay(db: Database, book: TxnBook, bizDate: string): Promise<TxnBlockRow[]> {
  return db.table('txnBlocks').where('id').between(`${book}|${bizDate}|`, `${book}|${bizDate}}`).toArray();
}

/** Blocks of one account on one day. */
export function readGroup(db: Database, group: string): Promise<TxnBlockRow[]> {
  // The sign behind the bar closes the range: `1900` is then not taken for the beginning of `19001`.
  return db.table('txnBlocks').where('id').between(`${group}|`, `${group}}`).toArray();
}

export function readBill(db: Database, billId: string): Promise<TxnBlockRow[]> {
  return db.table('txnBlocks').where('billId').equals(billId).toArray();
}

export function readDays(db: Database, from: string, to: string): Promise<TxnDayRow[]> {
  return db.table('txnDays').where('id').between(`${from}|`, `${to}}`).toArray();
}

/** All blocks, some at a time. */
export function readBlocks(db: Database): AsyncGenerator<TxnBlockRow[], void> {
  return readTable(db, 'txnBlocks') as AsyncGenerator<unknown[], void> as AsyncGenerator<TxnBlockRow[], void>;
}

export function textOf(block: TxnBlockRow, name: StoredText, row: number): string {
  return block.same[name] ?? cellAt(block.text[name], row);
}

/** Keys of the lines of blocks: what makes the same line never come twice. */
export function keysOf(blocks: readonly TxnBlockRow[]): Set<string> {
  const keys = new Set<string>();
  for (const { text, rows } of blocks) for (let row = 0; row < rows; row++) keys.add(cellAt(text.key, row));
  return keys;
}

/** Rows of a group as the columns of a block; `picked` are their places, all of `from` to `to` when it is not given. */
export function packBlock(
  group: TxnGroup,
  texts: Readonly<Record<StoredText, PackedColumn>>,
  picked: Uint32Array,
): Pick<TxnBlockRow, 'rows' | 'second' | 'kind' | 'line' | 'money' | 'text' | 'same'> {
  const money: TxnBlockRow['money'] = {};
  for (const name of TXN_MONEY) {
    const column = pick(group.money[name], picked, new Float64Array(picked.length));
    if (column.some((fen) => fen !== 0)) money[name] = column;
  }
  const text: TxnBlockRow['text'] = {};
  const same: TxnBlockRow['same'] = {};
  for (const [name, column] of Object.entries(texts) as [StoredText, PackedColumn][]) {
    if (column.text === '') continue;
    const values = Array.from(picked, (row) => cellAt(column, row));
    const first = values[0]!;
    if (name === 'key' || values.some((value) => value !== first)) text[name] = packColumn(values);
    else if (first !== '') same[name] = first;
  }
  const line = pick(group.line, picked, new Uint32Array(picked.length));
  return {
    rows: picked.length,
    second: pick(group.second, picked, new Uint32Array(picked.length)),
    kind: pick(group.kind, picked, new Uint8Array(picked.length)),
    ...(line.some((row) => row !== 0) && { line }),
    money,
    text,
    same,
  };
}

export type Sums = Omit<TxnDayRow, 'id' | 'bizDate' | 'channel' | 'account'>;

export function noSums(): Sums {
  return {
    payments: 0,
    refunds: 0,
    revoked: 0,
    cancelled: 0,
    orderFen: 0,
    settleFen: 0,
    refundFen: 0,
    feeFen: 0,
    paymentsByHour: new Array<number>(24).fill(0),
    settleFenByHour: new Array<number>(24).fill(0),
    coupons: [],
  };
}

const [PAY, REFUND, REVOKE, CANCEL] = (['pay', 'refund', 'revoke', 'cancel'] as const).map((kind) =>
  TXN_KINDS.indexOf(kind),
);

/** Adds the lines of a block to sums, or takes them away with `times` -1. Pure: the one fold behind every rollup. */
export function foldBlock(
  sums: Sums,
  { rows, kind, money, second }: Pick<TxnBlockRow, 'rows' | 'kind' | 'money' | 'second'>,
  times: 1 | -1,
): void {
  const at = (name: TxnMoney, row: number): number => money[name]?.[row] ?? 0;
  for (let row = 0; row < rows; row++) {
    const isCancel = kind[row] === CANCEL;
    if (isCancel) sums.cancelled += times;
    // What a cancellation takes back its own amounts tell: they are the opposite of the entry's.
    const counted = isCancel ? 0 - times : times;
    const isOfRefund = kind[row] === REFUND || (isCancel && at('refundFen', row) !== 0);
    if (isOfRefund) {
      sums.refunds += counted;
    } else if (kind[row] === PAY || isCancel) {
      const hour = Math.min(23, Math.floor(second[row]! / 3_600));
      const settleFen = at('settleFen', row);
      sums.payments += counted;
      sums.orderFen += times * at('orderFen', row);
      sums.settleFen += times * settleFen;
      sums.paymentsByHour[hour]! += counted;
      sums.settleFenByHour[hour]! += times * settleFen;
    } else if (kind[row] === REVOKE) {
      sums.revoked += times;
    }
    sums.refundFen += times * at('refundFen', row);
    sums.feeFen += times * at('feeFen', row);
  }
}

const COUNTED = [
  'payments',
  'refunds',
  'revoked',
  'cancelled',
  'orderFen',
  'settleFen',
  'refundFen',
  'feeFen',
] as const;

export function addDay(day: Sums, delta: Sums): void {
  for (const name of COUNTED) day[name] += delta[name];
  for (let hour = 0; hour < 24; hour++) {
    day.paymentsByHour[hour]! += delta.paymentsByHour[hour]!;
    day.settleFenByHour[hour]! += delta.settleFenByHour[hour]!;
  }
  // What was not counted before is not known with this added either.
  if (day.coupons && delta.coupons) day.coupons = addCoupons(day.coupons, delta.coupons);
  else delete day.coupons;
}

/** Coupons that one of them was never counted for are no difference. */
export function isSameSums(a: Sums, b: Sums): boolean {
  const sameHours = (x: readonly number[], y: readonly number[]): boolean => x.every((sum, hour) => sum === y[hour]);
  return (
    COUNTED.every((name) => a[name] === b[name]) &&
    sameHours(a.paymentsByHour, b.paymentsByHour) &&
    sameHours(a.settleFenByHour, b.settleFenByHour) &&
    (!a.coupons || !b.coupons || isSameCoupons(a.coupons, b.coupons))
  );
}

function pick<T extends Uint8Array | Uint32Array | Float64Array>(from: T, picked: Uint32Array, into: T): T {
  for (let i = 0; i < picked.length; i++) into[i] = from[picked[i]!]!;
  return into;
}
