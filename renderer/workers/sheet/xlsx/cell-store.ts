import type { CellKind, RawSheet } from '@shared/imports/define';
import { FileFailure, LIMITS } from '../limits';
import type { StringTable } from './string-table';
import { cellTooLong, TextStore } from './text-store';

export const KINDS = ['empty', 'text', 'number', 'percent', 'date', 'boolean', 'error'] as const satisfies CellKind[];
export const KIND = { empty: 0, text: 1, number: 2, percent: 3, date: 4, boolean: 5, error: 6 } as const;
/** Set beside a kind when the text is in the workbook's string table. */
const SHARED = 0x80;

/**
 * The filled cells of one sheet, row after row, empty ones costing nothing: a lone cell at XFD1048576 is one entry.
 * Written once by a scanner, then read through `RawSheet`.
 */
export class CellStore {
  readonly store = new TextStore();
  private rowNumbers: number[] = [];
  private rowFirst: number[] = [];
  private columns: Uint16Array;
  private starts: Uint32Array;
  private lengths: Uint16Array;
  private kinds: Uint8Array;
  private cells = 0;
  private row = -1;
  private column = -1;
  private inOrder = true;
  private readonly usedColumns = new Uint8Array(16_384);
  private columnsUsed = 0;

  /** `expected`: how many cells to make room for at first; memory is only taken as it is filled. */
  constructor(expected = 4_096) {
    this.columns = new Uint16Array(expected);
    this.starts = new Uint32Array(expected);
    this.lengths = new Uint16Array(expected);
    this.kinds = new Uint8Array(expected);
  }

  /** `row` and `column` are 0-based everywhere in this class. The open text of `store` becomes the cell's. */
  addText(row: number, column: number, kind: number): void {
    const length = this.store.length;
    if (length === 0) return;
    if (length > LIMITS.cellText) throw cellTooLong();
    this.place(row, column);
    this.starts[this.cells] = this.store.start;
    this.lengths[this.cells] = length;
    this.kinds[this.cells++] = kind;
  }

  addShared(row: number, column: number, index: number): void {
    this.place(row, column);
    this.starts[this.cells] = index;
    this.kinds[this.cells++] = KIND.text | SHARED;
  }

  finish(name: string, hidden: boolean, strings: StringTable, merges: readonly Merge[]): RawSheet {
    this.store.flush(true);
    this.rowFirst.push(this.cells);
    if (!this.inOrder) this.sort();
    this.hideCovered(merges, strings);
    return this.toSheet(name, hidden, strings);
  }

  private place(row: number, column: number): void {
    if (row !== this.row) {
      if (row < this.row) this.inOrder = false;
      this.row = row;
      this.column = -1;
      this.rowNumbers.push(row);
      this.rowFirst.push(this.cells);
      if (this.rowNumbers.length > LIMITS.rows) throw new FileFailure('file.too_many_rows', { limit: LIMITS.rows });
    }
    if (column <= this.column) this.inOrder = false;
    this.column = column;
    if (!this.usedColumns[column]) {
      if (column >= 16_384 || row >= 1_048_576) throw new FileFailure('file.damaged');
      this.usedColumns[column] = 1;
      this.columnsUsed++;
      if (this.columnsUsed > LIMITS.columns) throw new FileFailure('file.too_many_columns', { limit: LIMITS.columns });
    }
    if (this.cells === this.columns.length) this.grow();
    this.columns[this.cells] = column;
  }

  private grow(): void {
    if (this.cells >= LIMITS.cells) throw new FileFailure('file.too_many_cells', { limit: LIMITS.cells });
    const size = Math.min(this.cells * 2, LIMITS.cells);
    const widen = <T extends Uint8Array | Uint16Array | Uint32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.columns = widen(this.columns, new Uint16Array(size));
    this.starts = widen(this.starts, new Uint32Array(size));
    this.lengths = widen(this.lengths, new Uint16Array(size));
    this.kinds = widen(this.kinds, new Uint8Array(size));
  }

  /** Rows or cells came in no order, or twice: the later one of two wins, as in Excel. */
  private sort(): void {
    const at = new Map<number, Map<number, number>>();
    for (let r = 0; r < this.rowNumbers.length; r++) {
      const cells = at.get(this.rowNumbers[r]!) ?? new Map<number, number>();
      for (let i = this.rowFirst[r]!; i < this.rowFirst[r + 1]!; i++) cells.set(this.columns[i]!, i);
      at.set(this.rowNumbers[r]!, cells);
    }
    const { starts, lengths, kinds } = this;
    this.columns = new Uint16Array(this.cells);
    this.starts = new Uint32Array(this.cells);
    this.lengths = new Uint16Array(this.cells);
    this.kinds = new Uint8Array(this.cells);
    this.rowNumbers = [...at.keys()].sort((a, b) => a - b);
    this.rowFirst = [];
    let n = 0;
    for (const row of this.rowNumbers) {
      this.rowFirst.push(n);
      for (const [column, i] of [...at.get(row)!].sort((a, b) => a[0] - b[0])) {
        this.columns[n] = column;
        this.starts[n] = starts[i]!;
        this.lengths[n] = lengths[i]!;
        this.kinds[n++] = kinds[i]!;
      }
    }
    this.rowFirst.push(n);
    this.cells = n;
  }

  /**
   * Of a merged area a person sees the top-left cell alone, over the whole area: what is stored below it shows only where it
   * is the same, as in a column of groups that was filled before it was merged. The work is bounded: areas are as many and as
   * large as a file likes.
   */
  private hideCovered(merges: readonly Merge[], strings: StringTable): void {
    let budget = 20_000_000;
    for (const { top, left, bottom, right } of merges) {
      let seen = '';
      let r = lowerBound(this.rowNumbers, top);
      for (; r < this.rowNumbers.length && this.rowNumbers[r]! <= bottom; r++) {
        for (let i = this.rowFirst[r]!; i < this.rowFirst[r + 1]!; i++) {
          if (--budget < 0) return;
          const column = this.columns[i]!;
          if (column < left || column > right) continue;
          if (this.rowNumbers[r] === top && column === left) seen = this.textOf(i, strings);
          else if (this.textOf(i, strings) !== seen) this.kinds[i] = KIND.empty;
        }
      }
    }
  }

  private textOf(i: number, strings: StringTable): string {
    if (this.kinds[i] === KIND.empty) return '';
    const start = this.starts[i]!;
    return this.kinds[i]! & SHARED ? strings.get(start) : this.store.get(start, this.lengths[i]!);
  }

  private toSheet(name: string, hidden: boolean, strings: StringTable): RawSheet {
    const { rowNumbers, rowFirst, columns, starts, lengths, kinds, store } = this;
    let rowCount = 0;
    let columnCount = 0;
    for (let r = 0; r < rowNumbers.length; r++) {
      for (let i = rowFirst[r]!; i < rowFirst[r + 1]!; i++) {
        if (kinds[i] === KIND.empty) continue;
        rowCount = rowNumbers[r]! + 1;
        if (columns[i]! >= columnCount) columnCount = columns[i]! + 1;
      }
    }
    const firsts = Uint32Array.from(rowFirst);
    const rows = Uint32Array.from(rowNumbers);
    const find = (row: number, column: number): number => {
      const r = rows[row] === row ? row : lowerBound(rows, row);
      if (r >= rows.length || rows[r] !== row) return -1;
      const from = firsts[r]!;
      const to = firsts[r + 1]!;
      const guess = from + column;
      if (guess < to && columns[guess] === column) return guess;
      const i = lowerBound(columns, column, from, Math.min(to, guess));
      return i < to && columns[i] === column ? i : -1;
    };
    return {
      name,
      hidden,
      rowCount,
      columnCount,
      cell(row, column) {
        const i = find(row, column);
        if (i < 0 || kinds[i] === KIND.empty) return '';
        return kinds[i]! & SHARED ? strings.get(starts[i]!) : store.get(starts[i]!, lengths[i]!);
      },
      width(row) {
        const r = rows[row] === row ? row : lowerBound(rows, row);
        if (rows[r] !== row) return 0;
        let last = firsts[r + 1]! - 1;
        while (last >= firsts[r]! && kinds[last] === KIND.empty) last--;
        return last < firsts[r]! ? 0 : columns[last]! + 1;
      },
      kind(row, column) {
        const i = find(row, column);
        return i < 0 ? 'empty' : KINDS[kinds[i]! & ~SHARED]!;
      },
    };
  }
}

/** A merged area, 0-based and inclusive. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

function lowerBound(sorted: ArrayLike<number>, value: number, from = 0, to = sorted.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
