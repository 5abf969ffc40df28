import ExcelJS from 'exceljs';
import { COLUMN_FIELDS } from '../../data/vocabulary';
import { expectEqual, pickedFile, timed, type Job } from '../job';
import { cellText, checkCells } from './check-cells';
import { openBare, SIX_INDEXES, type PlainRow } from './database';

/**
 * What a comparable product does with the same file, in one pass whose phases serve three rows of the bench: exceljs loads
 * it (P1, P3), the program's own checks run over its cells (P1), Dexie puts a record per row under six indexes (P2, P3).
 */
export const importNaive: Job = async (input) => {
  const file = pickedFile(input);
  const [load, book] = await timed(async () => new ExcelJS.Workbook().xlsx.load(await file.arrayBuffer()));
  const [grid, cells] = await timed(() => toCells(book.worksheets[0]!));
  expectEqual('rows read by exceljs', cells.length, input.n + 1);
  const [check, valid] = await timed(() => checkCells(cells));
  expectEqual('valid rows', valid, input.n);
  const [map, rows] = await timed(() => cells.slice(1).map(toRow));
  cells.length = 0;
  const table = await openBare(SIX_INDEXES);
  const [put] = await timed(async () => {
    for (let from = 0; from < rows.length; from += 5_000) await table.rows.bulkPut(rows.slice(from, from + 5_000));
  });
  expectEqual('rows stored', await table.rows.count(), input.n);
  await table.dexie.delete();
  return { load: [load], grid: [grid], check: [check], map: [map], put: [put] };
};

function toCells(sheet: ExcelJS.Worksheet): ExcelJS.CellValue[][] {
  const out: ExcelJS.CellValue[][] = [];
  sheet.eachRow((row) => {
    const values = row.values as ExcelJS.CellValue[];
    out.push(values.slice(1));
  });
  return out;
}

function toRow(cells: readonly ExcelJS.CellValue[], index: number): PlainRow {
  const row: PlainRow = { id: `m${String(index).padStart(8, '0')}`, status: 'DRAFT' };
  COLUMN_FIELDS.forEach((field, c) => (row[field] = cellText(cells[c])));
  const name = row['name'] as string;
  row['words'] = [name.slice(0, 3), name.slice(3, 6), name.slice(6)].filter((word) => word !== '');
  return row;
}
