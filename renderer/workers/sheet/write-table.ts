import type { FileChunks, TextTable } from '@shared/contracts/sheet';
import { packColumn } from '@shared/kernel/columns';
import { guardText } from './guard';
import { writeXlsx } from './xlsx-writer';

/** A small table of texts as a workbook of one sheet, or as .csv. */
export async function writeTable({ format, name, headers, rows }: TextTable): Promise<FileChunks> {
  if (format === 'csv') return [new TextEncoder().encode(`\ufeff${[headers, ...rows].map(toLine).join('')}`)];
  const columns = headers.map((header, i) => ({
    header,
    kind: 'text' as const,
    values: packColumn(rows.map((row) => row[i] ?? '')),
  }));
  return writeXlsx({ name, rows: rows.length, columns });
}

/** Quoted throughout, UTF-8 with BOM, CRLF. Headers bear no mark of ours: programs know columns by them. An amount is no formula. */
export function toLine(cells: readonly string[]): string {
  const guarded = cells.map((cell) => (/^-?\d+(?:\.\d+)?$/.test(cell) ? cell : guardText(cell)));
  return `${guarded.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`;
}
