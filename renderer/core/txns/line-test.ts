import { TXN_KINDS } from '@shared/contracts/bills';
import { ANY_COUPON, type TxnFilter } from '@shared/contracts/txns';
import { expectedOf } from '../bills/fee-days';
import { isDiscounted, nameOf } from '@renderer/data/coupon-sums';
import { textOf, type BlockPlace } from '@renderer/data/txn-blocks';
import type { StoredText, TxnBlockRow } from '@renderer/data/txn-rows';

/** Columns that a search text is looked for in. */
const SEARCHED: readonly StoredText[] = [
  'txnNo',
  'orderNo',
  'refundNo',
  'mchRefundNo',
  'originalNo',
  'storeNo',
  'storeName',
  'terminalNo',
  'subject',
  'memo',
];
/** Receipts and what takes them back. */
const USUAL = new Set((['pay', 'refund', 'revoke', 'cancel'] as const).map((kind) => TXN_KINDS.indexOf(kind)));

export type LineTest = (block: TxnBlockRow, row: number) => boolean;

/** Whether the sums of days answer the filter: it does not look into the lines. */
export function isByDay({
  kinds,
  hours,
  minFen,
  maxFen,
  payMethods,
  feeOff,
  coupon,
  batchId,
  payers,
  text,
}: TxnFilter): boolean {
  return (
    [kinds, hours, payMethods].every((list) => !list?.length) &&
    [minFen, maxFen].every((fen) => fen === undefined) &&
    [feeOff, coupon, batchId, payers, text].every((one) => !one)
  );
}

export interface LineMatch {
  test: LineTest;
  /** Whether a block read may hold such a line. */
  blockMay: (block: TxnBlockRow) => boolean;
  /** The same, told by where a block lies: it is not even read. */
  placeMay: (place: BlockPlace) => boolean;
}

/** What a line must be like. Made once for a filter; `more` is asked last. */
export function makeLineTest(filter: TxnFilter, more: LineTest | null = null): LineMatch {
  const tests: LineTest[] = [];
  const { kinds, hours, minFen, maxFen, payMethods } = filter;
  const wanted = kinds?.length ? new Set(kinds.map((kind) => (TXN_KINDS as readonly string[]).indexOf(kind))) : USUAL;
  tests.push(({ kind }, row) => wanted.has(kind[row]!));
  if (hours?.length) tests.push(({ second }, row) => hours.includes(hourOf(second[row]!)));
  if (minFen !== undefined) tests.push((block, row) => amountOf(block, row) >= minFen);
  if (maxFen !== undefined) tests.push((block, row) => amountOf(block, row) <= maxFen);
  if (payMethods?.length) tests.push((block, row) => payMethods.includes(textOf(block, 'payMethod', row)));
  if (filter.feeOff) tests.push(isFeeOff);
  const { coupon } = filter;
  if (coupon) tests.push((block, row) => isDiscounted(block, row) && isNamed(block, row, coupon));
  const { batchId } = filter;
  // Of a batch, or of one bill of it.
  const isOf = (billId: string) => !batchId || billId === batchId || billId.startsWith(`${batchId}|`);
  const needle = filter.text?.trim().toLowerCase() ?? '';
  if (needle !== '') {
    tests.push((block, row) => SEARCHED.some((name) => textOf(block, name, row).toLowerCase().includes(needle)));
  }
  if (more) tests.push(more);
  return {
    test: (block, row) => tests.every((one) => one(block, row)),
    blockMay: (block) => isOf(block.billId) && (needle === '' || SEARCHED.some((name) => mayHold(block, name, needle))),
    placeMay: ({ newest, oldest }) =>
      !hours?.length || hours.some((hour) => hour >= hourOf(oldest) && hour <= hourOf(newest)),
  };
}

function isFeeOff(block: TxnBlockRow, row: number): boolean {
  const expected = expectedOf(block, row);
  return expected !== null && expected !== (block.money.feeFen?.[row] ?? 0);
}

function isNamed(block: TxnBlockRow, row: number, coupon: string): boolean {
  return coupon === ANY_COUPON || nameOf(block, row) === coupon;
}

/** What a line is about: a payment's settled amount, or what a refund gives back. */
export function amountOf({ money, kind }: TxnBlockRow, row: number): number {
  const of = (name: 'refundFen' | 'settleFen'): number => money[name]?.[row] ?? 0;
  const known = TXN_KINDS[kind[row]!];
  // Of the entry it cancels, taken back.
  if (known === 'cancel') return of('settleFen') + of('refundFen');
  return of(known === 'refund' ? 'refundFen' : 'settleFen');
}

export function hourOf(second: number): number {
  return Math.min(23, Math.floor(second / 3_600));
}

/** All values of a column stand in one text: most blocks are told apart by one look. */
function mayHold(block: TxnBlockRow, name: StoredText, needle: string): boolean {
  const same = block.same[name];
  return (same ?? block.text[name]?.text ?? '').toLowerCase().includes(needle);
}
