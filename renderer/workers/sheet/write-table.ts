import type { FileChunks, TextTable } from '@shared/contracts/sheet';
import { packColumn } from '@shared/kernel/columns';
import { writeXlsx } from './xlsx-writer';

/** A small table of texts as a workbook of one sheet. */
export function writeTable({ name, headers, rows }: TextTable): Promise<FileChunks> {
  const columns = headers.map((header, i) => ({
    header,
    kind: 'text' as const,
    values: packColumn(rows.map((row) => row[i] ?? '')),
  }));
  return writeXlsx({ name, rows: rows.length, columns });
}
