import type { CellKind, RawSheet } from '@shared/imports/define';

export type RawCell = string | number | boolean | null | { text: string; kind: CellKind; exact?: number };

export interface RawSheetOptions {
  name?: string;
  hidden?: boolean;
}

/** A sheet in memory, as a reader would give it: numbers as their digits, booleans in capitals, short rows allowed. */
export function rawSheet(rows: readonly (readonly RawCell[])[], options: RawSheetOptions = {}): RawSheet {
  const cells = rows.map((row) => row.map(toCell));
  let rowCount = 0;
  let columnCount = 0;
  cells.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell.text === '') return;
      rowCount = r + 1;
      columnCount = Math.max(columnCount, c + 1);
    }),
  );
  return {
    name: options.name ?? 'Sheet1',
    hidden: options.hidden ?? false,
    rowCount,
    columnCount,
    cell: (row, column) => cells[row]?.[column]?.text ?? '',
    kind: (row, column) => cells[row]?.[column]?.kind ?? 'empty',
    exact: (row, column) => cells[row]?.[column]?.exact,
  };
}

function toCell(cell: RawCell): { text: string; kind: CellKind; exact?: number } {
  if (cell === null || cell === '') return { text: '', kind: 'empty' };
  if (typeof cell === 'string') return { text: cell, kind: 'text' };
  if (typeof cell === 'number') return { text: String(cell), kind: 'number', exact: cell };
  if (typeof cell === 'boolean') return { text: cell ? 'TRUE' : 'FALSE', kind: 'boolean' };
  return cell;
}
