/**
 * Columns of text packed for speed: all values of a column joined in one string, with the end offset of each.
 * A hundred thousand rows cross a worker boundary, or rest in memory, as a few strings instead of millions.
 */
export interface PackedColumn {
  text: string;
  /** `ends[i]` is the UTF-16 offset in `text` at which row i's value ends; its start is `ends[i - 1]`, or 0. */
  ends: Uint32Array;
}

/** A table as packed columns of equal length; an absent value is `''`. */
export interface ColumnBatch {
  rows: number;
  columns: Record<string, PackedColumn>;
}

export function packColumn(values: readonly string[]): PackedColumn {
  const ends = new Uint32Array(values.length);
  let end = 0;
  for (let i = 0; i < values.length; i++) {
    end += values[i]!.length;
    ends[i] = end;
  }
  return { text: values.join(''), ends };
}

const PORTION = 1_000;

/** Packs texts as they come: no more than a thousand of them are alive at once. */
export class ColumnPacker {
  private portion: string[] = [];
  private readonly portions: string[] = [];
  private readonly ends: number[] = [];
  private end = 0;

  push(text: string): void {
    this.ends.push((this.end += text.length));
    if (this.portion.push(text) < PORTION) return;
    this.portions.push(this.portion.join(''));
    this.portion = [];
  }

  finish(): PackedColumn {
    return { text: this.portions.join('') + this.portion.join(''), ends: Uint32Array.from(this.ends) };
  }
}

/** Packs texts asked for one by one, in portions: no more than a thousand of them are alive at once. */
export function gatherColumn(rows: number, textAt: (row: number) => string): PackedColumn {
  const ends = new Uint32Array(rows);
  const portions: string[] = [];
  let end = 0;
  for (let from = 0; from < rows; from += PORTION) {
    const texts: string[] = [];
    for (let row = from; row < Math.min(from + PORTION, rows); row++) {
      const text = textAt(row);
      texts.push(text);
      ends[row] = end += text.length;
    }
    portions.push(texts.join(''));
  }
  return { text: portions.join(''), ends };
}

export function unpackColumn(column: PackedColumn): string[] {
  const out = new Array<string>(column.ends.length);
  let start = 0;
  for (let i = 0; i < out.length; i++) {
    const end = column.ends[i]!;
    out[i] = start === end ? '' : column.text.slice(start, end);
    start = end;
  }
  return out;
}

/** The value of row `row`; `''` when the column does not reach that far. */
export function cellAt(column: PackedColumn | undefined, row: number): string {
  if (!column || row < 0 || row >= column.ends.length) return '';
  return column.text.slice(row === 0 ? 0 : column.ends[row - 1]!, column.ends[row]);
}

export function packRows(fields: readonly string[], rows: readonly Readonly<Record<string, string>>[]): ColumnBatch {
  const columns: Record<string, PackedColumn> = {};
  for (const field of fields) columns[field] = packColumn(rows.map((row) => row[field] ?? ''));
  return { rows: rows.length, columns };
}

export function unpackRows(batch: ColumnBatch): Record<string, string>[] {
  const fields = Object.keys(batch.columns);
  const unpacked = fields.map((field) => unpackColumn(batch.columns[field]!));
  return Array.from({ length: batch.rows }, (_, i) => Object.fromEntries(fields.map((f, c) => [f, unpacked[c]![i]!])));
}

/** Rows `from` (inclusive) to `to` (exclusive) of a batch, as a batch of its own. */
export function sliceBatch(batch: ColumnBatch, from: number, to: number): ColumnBatch {
  const columns: Record<string, PackedColumn> = {};
  for (const [field, column] of Object.entries(batch.columns)) {
    const start = from === 0 ? 0 : column.ends[from - 1]!;
    const end = to === 0 ? 0 : column.ends[to - 1]!;
    const ends = column.ends.slice(from, to);
    for (let i = 0; i < ends.length; i++) ends[i]! -= start;
    columns[field] = { text: column.text.slice(start, end), ends };
  }
  return { rows: to - from, columns };
}
