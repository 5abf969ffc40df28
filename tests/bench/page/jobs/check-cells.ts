import type { CellValue } from 'exceljs';
import { createPlan } from '@shared/imports/plan';
import type { CellKind, RawSheet } from '@shared/imports/define';
import { COLUMN_FIELDS } from '../../data/vocabulary';

/** Runs the program's own checks over cells read by another library; gives the number of valid rows. */
export function checkCells(rows: readonly (readonly CellValue[])[]): number {
  const sheet: RawSheet = {
    name: 'exceljs',
    hidden: false,
    rowCount: rows.length,
    columnCount: COLUMN_FIELDS.length,
    cell: (row, column) => cellText(rows[row]?.[column]),
    kind: (row, column) => cellKind(rows[row]?.[column]),
  };
  const mapping = Object.fromEntries(COLUMN_FIELDS.map((field, column) => [field, column]));
  const plan = createPlan(sheet, 1, mapping);
  plan.checkAll();
  return plan.summary().valid;
}

/** Text of a cell as these files have them: text, a date, a number. */
export function cellText(value: CellValue): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function cellKind(value: CellValue): CellKind {
  if (value === null || value === undefined) return 'empty';
  if (value instanceof Date) return 'date';
  // The one number column of the file is the rate, shown as a percentage.
  return typeof value === 'number' ? 'percent' : 'text';
}
