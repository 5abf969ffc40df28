import { toHalfWidth } from '../rules/text';
import { cellText, rowCells } from './bills/bill-row';
import { spellings } from './bills/header-names';
import { guessHeaderRow } from './bills/propose-layout';
import type { RawSheet } from './define';

/** A small table of texts, for what is neither merchants nor a bill: read whole, its columns named by whoever has it. */
export interface PlainTable {
  fileName: string;
  sha256: string;
  headers: string[];
  /** Rows that hold something, each with its 1-based row in the file. */
  rows: { line: number; cells: string[] }[];
  /** There are more rows than are read. */
  isCut: boolean;
}

export const MOST_PLAIN_ROWS = 5_000;
const MOST_COLUMNS = 60;
const MOST_TEXT = 500;

/** The first sheet that has a table; undefined for none. */
export function readPlainTable(
  sheets: readonly RawSheet[],
): Pick<PlainTable, 'headers' | 'rows' | 'isCut'> | undefined {
  for (const sheet of sheets) {
    const header = headerOf(sheet);
    if (sheet.hidden || header < 0) continue;
    const rows: PlainTable['rows'] = [];
    let isCut = false;
    for (let row = header + 1; row < sheet.rowCount; row++) {
      const cells = textsOf(sheet, row);
      if (cells.every((text) => text === '')) continue;
      isCut = rows.length === MOST_PLAIN_ROWS;
      if (isCut) break;
      rows.push({ line: row + 1, cells });
    }
    if (rows.length > 0) return { headers: textsOf(sheet, header), rows, isCut };
  }
  return undefined;
}

/** A table of two columns names too little to be told from a title: its first row is taken. */
function headerOf(sheet: RawSheet): number {
  const found = guessHeaderRow(sheet);
  if (found >= 0) return found;
  for (let row = 0; row + 1 < sheet.rowCount; row++)
    if (textsOf(sheet, row).filter((text) => text !== '').length > 1) return row;
  return -1;
}

/** Field -> 0-based column, by what columns are usually called; the surest spelling first, one column for one field. */
export function proposeColumns<F extends string>(
  headers: readonly string[],
  names: Readonly<Record<F, readonly string[]>>,
): Partial<Record<F, number>> {
  const spelt = headers.map(spellings);
  const columns: Partial<Record<F, number>> = {};
  const taken = new Set<number>();
  for (const [field, known] of Object.entries(names) as [F, readonly string[]][]) {
    const column = [0, 1, 2].flatMap((n) =>
      known.map((name) => spelt.findIndex((one, at) => !taken.has(at) && one[n] === name.toUpperCase())),
    );
    const first = column.find((at) => at >= 0);
    if (first === undefined) continue;
    columns[field] = first;
    taken.add(first);
  }
  return columns;
}

function textsOf(sheet: RawSheet, row: number): string[] {
  return rowCells(sheet, row)
    .slice(0, MOST_COLUMNS)
    .map((cell) => toHalfWidth(cellText(cell.slice(0, MOST_TEXT))).trim());
}
