import type { FileChunks, OnProgress } from '@shared/contracts/sheet';
import { cellAt } from '@shared/kernel/columns';
import { cellWriter, FIRST_ROW } from './cell-writer';
import { SheetBytes } from './sheet-bytes';
import type { SheetColumn, SheetTable } from './table';
import { columnName, headXml, packageParts, sharedStringsXml, tailXml, textXml } from './xlsx-parts';
import { STYLE } from './xlsx-styles';
import { ZipWriter } from './zip-writer';

const BYTES_PER_PART = 128 * 1024;

/**
 * A table as .xlsx, streamed into the compressor a few hundred rows at a time. Text is always of type string, so nothing is
 * ever a formula.
 */
export async function writeXlsx(table: SheetTable, onProgress?: OnProgress): Promise<FileChunks> {
  return writeSheets([table], onProgress);
}

/** Several tables, one sheet each, in their order; progress is that of the first. */
export async function writeSheets(tables: readonly SheetTable[], onProgress?: OnProgress): Promise<FileChunks> {
  const zip = new ZipWriter();
  const sheets = tables.map(({ name }) => ({ name }));
  for (const [name, xml] of packageParts(sheets)) await zip.add(name, [xml]);
  const strings: string[] = [];
  for (const [i, table] of tables.entries()) {
    const xml = sheetXml(table, strings, i === 0, i === 0 ? onProgress : undefined);
    await zip.add(`xl/worksheets/sheet${i + 1}.xml`, xml);
  }
  await zip.add('xl/sharedStrings.xml', sharedStringsXml(strings));
  return zip.finish();
}

function* sheetXml(
  table: SheetTable,
  strings: string[],
  selected: boolean,
  onProgress: OnProgress | undefined,
): Generator<string | Uint8Array> {
  yield headXml(table.columns.map(columnWidth), selected);
  yield `<row r="1">${table.columns.map((c, i) => headerCell(`${columnName(i)}1`, c.header)).join('')}</row>`;
  const out = new SheetBytes();
  const encoder = new TextEncoder();
  const open = encoder.encode('<row r="');
  const openEnd = encoder.encode('">');
  const close = encoder.encode('</row>');
  const cells = table.columns.map((column, i) => cellWriter(out, column, columnName(i), strings));
  for (let row = 0; row < table.rows; row++) {
    out.add(open);
    out.addNumber(row + FIRST_ROW);
    out.add(openEnd);
    for (const write of cells) write(row);
    out.add(close);
    if (out.length < BYTES_PER_PART) continue;
    yield out.take();
    onProgress?.({ phase: 'export', done: row + 1, total: table.rows });
  }
  yield out.take();
  yield tailXml(table.columns.length, table.rows + 1);
  onProgress?.({ phase: 'export', done: table.rows, total: table.rows });
}

function headerCell(ref: string, text: string): string {
  return `<c r="${ref}" s="${STYLE.header}" t="inlineStr"><is>${textXml(text)}</is></c>`;
}

function columnWidth(column: SheetColumn): number {
  const { values } = column;
  let widest = displayWidth(column.header) + 4;
  for (let i = 0; i < Math.min(200, values.ends.length); i++)
    widest = Math.max(widest, displayWidth(cellAt(values, i)) + 2);
  return Math.min(48, Math.max(8, widest));
}

function displayWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length && width < 60; i++) width += text.charCodeAt(i) > 0xff ? 2 : 1;
  return width;
}
