import type { FileChunks, OnProgress } from '@shared/contracts/sheet';
import { guardText, GUARD_MARK } from './guard';
import { columnReader, ratePercent, type SheetColumn, type SheetTable } from './table';

const BATCH = 2_000;

/** UTF-8 with BOM, CRLF, every field quoted: opens right in Excel and WPS, and reads back here as it was. */
export function writeCsv(table: SheetTable, onProgress?: OnProgress): FileChunks {
  const encoder = new TextEncoder();
  const last = table.columns.length - 1;
  const headers = table.columns.map((c, i) => quoted(guardText(c.header) + (i === last ? GUARD_MARK : '')));
  const chunks: FileChunks = [encoder.encode(`\ufeff${headers.join(',')}\r\n`)];
  const cells = table.columns.map(cellWriter);
  for (let from = 0; from < table.rows; from += BATCH) {
    const to = Math.min(table.rows, from + BATCH);
    let text = '';
    for (let row = from; row < to; row++) {
      for (let c = 0; c < cells.length; c++) text += (c === 0 ? '' : ',') + cells[c]!(row);
      text += '\r\n';
    }
    chunks.push(encoder.encode(text));
    onProgress?.({ phase: 'export', done: to, total: table.rows });
  }
  return chunks;
}

function cellWriter(column: SheetColumn): (row: number) => string {
  const read = columnReader(column);
  switch (column.kind) {
    case 'rate':
      return (row) => quoted(ratePercent(read(row)) ?? guardText(read(row)));
    case 'number':
      return (row) => {
        const text = read(row);
        return quoted(/^-?\d+(\.\d+)?$/.test(text) ? text : guardText(text));
      };
    default:
      return (row) => quoted(guardText(read(row)));
  }
}

function quoted(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}
