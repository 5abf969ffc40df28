import type { FileChunks, ReportSheet } from '@shared/contracts/sheet';

type Cell = string | number | null;

const FORMATS: Readonly<Record<ReportSheet['columns'][number]['kind'], string>> = {
  text: '@',
  fen: '#,##0.00;[Red]-#,##0.00',
  count: '#,##0',
  ppm: '0.00%',
};
const HEADER = { argb: 'FFE8EEF7' };
const NAME = 'Microsoft YaHei';

/** A workbook of native tables with titles, notes and sums. For people: a few thousand rows, not a hundred thousand. */
export async function writeReport(sheets: readonly ReportSheet[]): Promise<FileChunks> {
  // Nearly a megabyte, for the few who take a report away.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  for (const [n, sheet] of sheets.entries()) {
    const { title, notes, columns, rows, totals } = sheet;
    const page = book.addWorksheet(sheet.name, {
      views: [{ state: 'frozen', ySplit: notes.length + 2 }],
      pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
    });
    page.addRow([title]).font = { name: NAME, size: 14, bold: true };
    for (const note of notes) page.addRow([note]).font = { name: NAME, size: 10, color: { argb: 'FF6B7280' } };
    const first = notes.length + 2;
    page.addTable({
      name: `report${n + 1}`,
      ref: `A${first}`,
      headerRow: true,
      totalsRow: totals && rows.length > 0,
      style: { theme: 'TableStyleLight9', showRowStripes: true },
      columns: columns.map(({ header, kind, sum = kind === 'fen' || kind === 'count' }, i) => ({
        name: header,
        filterButton: true,
        ...(i === 0 ? { totalsRowLabel: 'Σ' } : { totalsRowFunction: sum ? 'sum' : 'none' }),
      })),
      // A table without a row is none to Excel.
      rows:
        rows.length > 0
          ? rows.map((row) => row.map((cell, i) => valueOf(cell, columns[i]!.kind)))
          : [columns.map(() => '')],
    });
    columns.forEach(({ header, kind }, i) => {
      const column = page.getColumn(i + 1);
      column.width = widthOf(header, rows, i, kind);
      const last = first + Math.max(rows.length, 1) + (totals ? 1 : 0);
      for (let row = first; row <= last; row++) {
        const cell = page.getCell(row, i + 1);
        cell.font = { name: NAME, size: 11, bold: row === first };
        if (row === first) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: HEADER };
        else cell.numFmt = FORMATS[kind];
      }
    });
  }
  return [new Uint8Array(await book.xlsx.writeBuffer())];
}

/** Excel counts in yuan and in parts of one: both are made of whole numbers at the last moment. */
function valueOf(cell: Cell, kind: ReportSheet['columns'][number]['kind']): Cell {
  if (typeof cell !== 'number') return cell ?? '';
  return kind === 'fen' ? cell / 100 : kind === 'ppm' ? cell / 1e6 : cell;
}

function widthOf(header: string, rows: readonly Cell[][], column: number, kind: string): number {
  const wide = (text: string): number => [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0);
  const longest = rows
    .slice(0, 200)
    .reduce((most, row) => Math.max(most, wide(String(row[column] ?? ''))), wide(header));
  return Math.min(48, Math.max(kind === 'text' ? 10 : 14, longest + 3));
}
