import { packColumn } from '@shared/kernel/columns';
import type { SheetTable } from './table';

/** Columns of text from rows of anything. */
export function toTable<T>(
  name: string,
  rows: readonly T[],
  columns: readonly (readonly [header: string, value: (row: T) => string])[],
): SheetTable {
  return {
    name,
    rows: rows.length,
    columns: columns.map(([header, value]) => ({ header, kind: 'text', values: packColumn(rows.map(value)) })),
  };
}

/** `2026-01-05 09:00:00` in Shanghai; nothing for 0. */
export function timeText(at: number): string {
  if (at === 0) return '';
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
