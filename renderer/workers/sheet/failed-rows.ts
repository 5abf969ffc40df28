import type { FileChunks } from '@shared/contracts/sheet';
import { packColumn } from '@shared/kernel/columns';
import type { SheetColumn } from './table';
import { REASON_HEADER } from '@shared/imports/reason-column';
import { FAILED_SHEET, type Locale } from './template-texts';
import { writeXlsx } from './xlsx-writer';

/** A row that was not imported: its cells as they stand in the file, why, and which cells are to blame (0-based). */
export interface FailedRow {
  cells: readonly string[];
  reasons: string;
  bad: readonly number[];
}

/**
 * The rows left over, ready to be corrected and imported again: the original columns in their order, bad cells on red, the
 * reason last. A reason column that an earlier such file brought along is replaced, not doubled.
 */
export function writeFailedRows(
  headers: readonly string[],
  rows: readonly FailedRow[],
  locale: Locale,
): Promise<FileChunks> {
  const columns: SheetColumn[] = [];
  headers.forEach((header, c) => {
    if (header === REASON_HEADER.zh || header === REASON_HEADER.en) return;
    const flagged = new Set<number>();
    rows.forEach((row, r) => {
      if (row.bad.includes(c)) flagged.add(r);
    });
    columns.push({ header, kind: 'text', values: packColumn(rows.map((row) => row.cells[c] ?? '')), flagged });
  });
  columns.push({ header: REASON_HEADER[locale], kind: 'text', values: packColumn(rows.map((row) => row.reasons)) });
  return writeXlsx({ name: FAILED_SHEET[locale], rows: rows.length, columns });
}
