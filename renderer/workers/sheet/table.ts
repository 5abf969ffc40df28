import { formatRate } from '@shared/rules/rate';
import { cellAt, type PackedColumn } from '@shared/kernel/columns';

/**
 * What the writers write. Values are text by column: `date` holds 'YYYY-MM-DD', `rate` holds digits of ppm, `number` a decimal
 * number; a value that is not what its column says is written as text, never lost.
 */
export interface SheetColumn {
  header: string;
  kind: 'text' | 'date' | 'rate' | 'number';
  values: PackedColumn;
}

export interface SheetTable {
  name: string;
  rows: number;
  columns: readonly SheetColumn[];
}

/** Reads a column's values in order without searching. */
export function columnReader(column: SheetColumn): (row: number) => string {
  const { values } = column;
  return (row) => cellAt(values, row);
}

/** 6000 ppm -> `0.60%`; `3850` -> `0.385%`. `undefined` when the text is no ppm number. */
export function ratePercent(ppm: string): string | undefined {
  return /^\d{1,7}$/.test(ppm) ? formatRate(ppm) : undefined;
}
