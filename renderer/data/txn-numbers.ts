import { cellAt } from '@shared/kernel/columns';
import type { StoredText, TxnBlockRow, TxnNumbersRow } from './txn-rows';

/** Columns whose values somebody may look a line up by. */
export const NUMBER_COLUMNS = [
  'txnNo',
  'orderNo',
  'refundNo',
  'mchRefundNo',
  'originalNo',
] as const satisfies readonly StoredText[];

/** 32 bits of FNV-1a: tells blocks apart, and a look into the block settles it. */
export function hashNumber(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Which block of a bill has which numbers, sorted by hash: a few bytes a number instead of an index entry each. */
export function numbersOf(billId: string, blocks: readonly TxnBlockRow[]): TxnNumbersRow {
  const pairs: number[] = [];
  blocks.forEach((block, n) => {
    const seen = new Set<number>();
    for (const name of NUMBER_COLUMNS) {
      const same = block.same[name];
      if (same) seen.add(hashNumber(same));
      const column = block.text[name];
      if (!column) continue;
      for (let row = 0; row < block.rows; row++) {
        const value = cellAt(column, row);
        if (value !== '') seen.add(hashNumber(value));
      }
    }
    // Both in one number, so that sorting needs no objects: 32 bits of hash above 21 of place.
    for (const hash of seen) pairs.push(hash * 0x200000 + n);
  });
  const sorted = Float64Array.from(pairs).sort();
  return {
    id: billId,
    blockIds: blocks.map(({ id }) => id),
    hashes: Uint32Array.from(sorted, (pair) => Math.floor(pair / 0x200000)),
    blocks: Uint32Array.from(sorted, (pair) => pair % 0x200000),
  };
}

/** Whether both say the same of where numbers are, in whatever order they have the blocks. */
export function isSameNumbers(a: TxnNumbersRow, b: TxnNumbersRow): boolean {
  const [left, right] = [placesOf(a), placesOf(b)];
  return left.length === right.length && left.every((pair, n) => pair === right[n]);
}

function placesOf({ blockIds, hashes, blocks }: TxnNumbersRow): string[] {
  return Array.from(hashes, (hash, n) => `${hash} ${blockIds[blocks[n]!] ?? ''}`).sort();
}

/** Ids of the blocks that may have a number. */
export function blocksWith({ hashes, blocks, blockIds }: TxnNumbersRow, hash: number): string[] {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (; hashes[low] === hash; low++) found.push(blockIds[blocks[low]!]!);
  return found;
}

/** Rows of a block that carry the number. */
export function rowsWith(block: TxnBlockRow, number: string): number[] {
  const rows = new Set<number>();
  for (const name of NUMBER_COLUMNS) {
    const isAll = block.same[name] === number;
    for (let row = 0; row < block.rows; row++) {
      if (isAll || (block.text[name] && cellAt(block.text[name], row) === number)) rows.add(row);
    }
  }
  return [...rows].sort((a, b) => a - b);
}
