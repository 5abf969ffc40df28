import type { MerchantField } from '../entities/merchant';
import type { RowChecker, RowSource } from './check-rows';
import { DuplicateIndex } from './duplicates';
import { isNotARecord, type RowShape } from './row-kinds';

export const VALID = 0;
export const INVALID = 1;
export const DUPLICATE = 2;
export const BLANK = 3;
/** No record at all: total, signature, repeated header, note. Not counted anywhere. */
export const IGNORED = 4;
/** Rows checked column by column at once. */
const PORTION = 1_000;

/**
 * What each row of a file is: good, bad, blank, no record, or a repetition of an earlier good row by its USCC. A row that was
 * removed keeps its own judgement but stands for nobody.
 */
export class RowJudge {
  readonly codes: Uint8Array;
  readonly removed: Uint8Array;
  private removedCount = 0;
  private readonly duplicateOf = new Map<number, number>();
  /** Made when something changes: only then does one row bear on another again. */
  private keys: DuplicateIndex | null = null;
  /** While rows are judged for the first time: the good row that stands for each key. */
  private readonly firstGood = new Map<string, number>();

  constructor(
    private readonly source: RowSource,
    private readonly shape: RowShape,
    private readonly checker: RowChecker,
  ) {
    this.codes = new Uint8Array(source.rows);
    this.removed = new Uint8Array(source.rows);
  }

  get countRemoved(): number {
    return this.removedCount;
  }

  /** 1-based row in the file. */
  rowNumber(index: number): number {
    return this.source.firstRow + index + 1;
  }

  /** -1 for rows that are not in the plan. */
  indexOf(row: number): number {
    const index = row - this.source.firstRow - 1;
    return Number.isInteger(index) && index >= 0 && index < this.codes.length && this.codes[index] !== IGNORED
      ? index
      : -1;
  }

  /** Judges rows `first` to `end` (exclusive) for the first time, in order. */
  judgeRows(first: number, end: number): void {
    this.keys = null;
    const doubtful = new Uint8Array(PORTION);
    // In portions whose cells stay near: the checker goes through them once per column.
    for (let from = first; from < end; from += PORTION) {
      const to = Math.min(from + PORTION, end);
      doubtful.fill(0);
      this.checker.checkRows(from, to, doubtful);
      for (let index = from; index < to; index++) this.judgeNew(index, doubtful[index - from] === 0);
    }
  }

  /** After the last row. Blank rows between the last record and a total or signature are layout, not rows somebody left empty. */
  finish(): void {
    this.firstGood.clear();
    let isBeforeFooter = false;
    for (let index = this.codes.length - 1; index >= 0 && this.codes[index]! >= BLANK; index--) {
      if (this.codes[index] === IGNORED) isBeforeFooter = true;
      else if (isBeforeFooter) this.codes[index] = IGNORED;
    }
  }

  /** Index of the earlier row this one repeats. */
  originalOf(index: number): number | undefined {
    return this.duplicateOf.get(index);
  }

  keyOf(index: number): string {
    return this.checker.valueAt(index, 'uscc');
  }

  /** Takes rows out, or puts back those that are out. */
  toggleRemoved(indexes: Iterable<number>): void {
    const keys = this.indexedKeys();
    const touched = new Set<string>();
    for (const index of indexes) {
      const key = this.keyOf(index);
      if (this.removed[index] === 0) {
        keys.remove(key, index);
        this.forgetDuplicate(index);
      } else keys.add(key, index);
      this.removed[index] = this.removed[index] === 0 ? 1 : 0;
      this.removedCount += this.removed[index] === 1 ? 1 : -1;
      touched.add(key);
    }
    for (const key of touched) this.rejudge(keys.rowsOf(key));
  }

  /** Checks rows again of which cells in these fields changed, and the rows that share a code with them. */
  recheck(indexes: Iterable<number>, fields: ReadonlySet<MerchantField>): void {
    const keys = this.indexedKeys();
    const touched = new Set<string>();
    for (const index of indexes) {
      const wasCode = this.codes[index]!;
      const before = this.keyOf(index);
      this.codes[index] = this.judgeAgain(index, wasCode, fields);
      const after = this.keyOf(index);
      if (this.removed[index] === 1) continue;
      if (before !== after) {
        keys.remove(before, index);
        keys.add(after, index);
      } else if (wasCode === this.codes[index]) continue;
      this.duplicateOf.delete(index);
      touched.add(before).add(after);
    }
    for (const key of touched) this.rejudge(keys.rowsOf(key));
  }

  private judgeNew(index: number, isGood: boolean): void {
    const { codes, checker } = this;
    if (isNotARecord(this.shape, this.source.firstRow + index)) codes[index] = IGNORED;
    else if (!isGood && checker.isBlank(index)) codes[index] = BLANK;
    else codes[index] = isGood || !checker.checkRow(index) ? VALID : INVALID;
    if (codes[index] >= BLANK) checker.clearRow(index);
    if (codes[index] !== VALID) return;
    const key = this.keyOf(index);
    if (key === '') return;
    const original = this.firstGood.get(key);
    if (original === undefined) this.firstGood.set(key, index);
    else this.markDuplicate(index, original);
  }

  private judgeAgain(index: number, wasCode: number, fields: ReadonlySet<MerchantField>): number {
    if (this.checker.isBlank(index)) {
      this.checker.clearRow(index);
      return BLANK;
    }
    const isBad = wasCode === BLANK ? this.checker.checkRow(index) : this.checker.recheckRow(index, fields);
    return isBad ? INVALID : VALID;
  }

  private indexedKeys(): DuplicateIndex {
    if (this.keys) return this.keys;
    this.keys = new DuplicateIndex();
    for (let index = 0; index < this.codes.length; index++) {
      if (this.removed[index] === 0) this.keys.add(this.keyOf(index), index);
    }
    return this.keys;
  }

  /** All rows with one key, ascending: the first good one stands, the good ones after it repeat it. */
  private rejudge(rows: readonly number[]): void {
    let original = -1;
    for (const index of rows) {
      this.forgetDuplicate(index);
      if (this.codes[index] !== VALID) continue;
      if (original < 0) original = index;
      else this.markDuplicate(index, original);
    }
  }

  private markDuplicate(index: number, original: number): void {
    this.codes[index] = DUPLICATE;
    this.duplicateOf.set(index, original);
  }

  private forgetDuplicate(index: number): void {
    this.duplicateOf.delete(index);
    if (this.codes[index] === DUPLICATE) this.codes[index] = VALID;
  }
}
