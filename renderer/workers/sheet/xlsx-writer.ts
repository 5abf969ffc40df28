import type { FileChunks, OnProgress } from '@shared/contracts/sheet';
import { columnName, headXml, packageParts, sharedStringsXml, tailXml, textXml } from './xlsx-parts';
import { columnReader, type SheetColumn, type SheetTable } from './table';
import { STYLE } from './xlsx-styles';
import { ZipWriter } from './zip-writer';

const ROWS_PER_PART = 500;
const SAMPLE = 1_000;

/**
 * A table as .xlsx, streamed into the compressor a few hundred rows at a time. Text is always of type string, so nothing is
 * ever a formula. Values that repeat (a province, a type) go into the shared strings, unique ones (a name, a code) stay in
 * their cells: either choice for all costs more bytes to deflate, which is where the time goes.
 */
export async function writeXlsx(table: SheetTable, onProgress?: OnProgress): Promise<FileChunks> {
  const zip = new ZipWriter();
  for (const [name, xml] of packageParts([{ name: table.name }])) await zip.add(name, [xml]);
  const strings: string[] = [];
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(table, strings, onProgress));
  await zip.add('xl/sharedStrings.xml', sharedStringsXml(strings));
  return zip.finish();
}

function* sheetXml(table: SheetTable, strings: string[], onProgress?: OnProgress): Generator<string> {
  yield headXml(table.columns.map(columnWidth));
  yield `<row r="1">${table.columns.map((c, i) => inline(`${columnName(i)}1`, STYLE.header, c.header)).join('')}</row>`;
  const writers = table.columns.map((column, i) => cellWriter(column, columnName(i), strings));
  for (let from = 0; from < table.rows; from += ROWS_PER_PART) {
    const to = Math.min(table.rows, from + ROWS_PER_PART);
    let xml = '';
    for (let row = from; row < to; row++) {
      const r = String(row + 2);
      xml += `<row r="${r}">`;
      for (const write of writers) xml += write(row, r);
      xml += '</row>';
    }
    yield xml;
    onProgress?.({ phase: 'export', done: to, total: table.rows });
  }
  yield tailXml(table.columns.length, table.rows + 1);
}

type CellWriter = (row: number, r: string) => string;

function cellWriter(column: SheetColumn, name: string, strings: string[]): CellWriter {
  const read = columnReader(column);
  const text = textWriter(column, name, strings);
  switch (column.kind) {
    case 'text':
      return (row, r) => text(read(row), r);
    case 'date':
      return (row, r) => {
        const serial = dateSerial(read(row));
        return serial === undefined ? text(read(row), r) : number(name + r, STYLE.date, String(serial));
      };
    case 'rate':
      return (row, r) => {
        const ppm = read(row);
        return /^\d{1,7}$/.test(ppm) ? number(name + r, STYLE.rate, String(Number(ppm) / 1e6)) : text(ppm, r);
      };
    case 'number':
      return (row, r) => {
        const value = read(row);
        return /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? number(name + r, STYLE.number, value) : text(value, r);
      };
  }
}

function textWriter(column: SheetColumn, name: string, strings: string[]): (value: string, r: string) => string {
  const { flagged } = column;
  if (flagged) {
    // An empty cell can be wrong, too: it is written for its colour.
    return (value, r) => {
      const bad = flagged.has(Number(r) - 2);
      if (value === '') return bad ? `<c r="${name}${r}" s="${STYLE.flagged}"/>` : '';
      return inline(name + r, bad ? STYLE.flagged : STYLE.text, value);
    };
  }
  if (!repeats(column)) return (value, r) => (value === '' ? '' : inline(name + r, STYLE.text, value));
  const known = new Map<string, string>();
  return (value, r) => {
    if (value === '') return '';
    let index = known.get(value);
    if (index === undefined) known.set(value, (index = String(strings.push(value) - 1)));
    return `<c r="${name}${r}" s="${STYLE.text}" t="s"><v>${index}</v></c>`;
  };
}

/** Whether a sample of the column holds few different values. */
function repeats(column: SheetColumn): boolean {
  const read = columnReader(column);
  const sample = Math.min(SAMPLE, column.values.ends.length);
  const distinct = new Set<string>();
  for (let i = 0; i < sample; i++) distinct.add(read(i));
  return distinct.size * 2 < sample;
}

function inline(ref: string, style: number, text: string): string {
  return `<c r="${ref}" s="${style}" t="inlineStr"><is>${textXml(text)}</is></c>`;
}

function number(ref: string, style: number, value: string): string {
  return `<c r="${ref}" s="${style}"><v>${value}</v></c>`;
}

function dateSerial(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // Before 1900-03-01 Excel's own calendar is a day off.
  const serial = ms / 86_400_000 + 25_569;
  return serial >= 61 ? serial : undefined;
}

function columnWidth(column: SheetColumn): number {
  const read = columnReader(column);
  let widest = displayWidth(column.header) + 4;
  for (let i = 0; i < Math.min(200, column.values.ends.length); i++)
    widest = Math.max(widest, displayWidth(read(i)) + 2);
  return Math.min(48, Math.max(8, widest));
}

function displayWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length && width < 60; i++) width += text.charCodeAt(i) > 0xff ? 2 : 1;
  return width;
}
