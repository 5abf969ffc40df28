import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import type { RawSheet } from '@shared/imports/define';
import { decodeText } from './decode-text';
import { inflateEntry, type InflateBudget } from './inflate';
import { FileFailure, LIMITS, type ReadOptions } from './limits';
import { CellStore, KIND, type Merge } from './xlsx/cell-store';
import { PLAIN, readNumberStyle, type NumberStyle } from './xlsx/number-format';
import { numberText } from './xlsx/number-text';
import { StringTable } from './xlsx/string-table';
import type { ZipDirectory } from './zip';

/**
 * .xls, .et, .xlsb, .ods, SpreadsheetML 2003 and HTML tables: read by SheetJS, loaded only when one comes. It holds the whole
 * workbook as objects, so these formats have a smaller size limit, and the zip-based ones are inflated once under guard first.
 */
export async function readOtherWorkbook(bytes: Uint8Array): Promise<RawSheet[]> {
  checkSize(bytes.length);
  return convert((xlsx) => xlsx.read(bytes, { ...READ_OPTIONS, type: 'array' }));
}

export async function readZippedWorkbook(
  bytes: Uint8Array,
  format: 'xlsb' | 'ods',
  zip: ZipDirectory,
  options: ReadOptions,
): Promise<RawSheet[]> {
  checkSize(bytes.length);
  const budget: InflateBudget = { total: 0 };
  for (const entry of zip.values()) {
    const pieces: Uint8Array[] = [];
    const isXml = /\.(xml|rels)$/i.test(entry.name);
    for await (const piece of inflateEntry(entry, budget, options, OTHER_INFLATED_BYTES)) if (isXml) pieces.push(piece);
    if (isXml) checkMarkup(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).text(), format);
  }
  return readOtherWorkbook(bytes);
}

/** An HTML table saved as .xls, as web systems do. Everything stays text: no digit is taken for a number. */
export async function readHtmlTable(bytes: Uint8Array): Promise<RawSheet[]> {
  checkSize(bytes.length);
  const { text } = decodeText(bytes);
  if (!/<table\b/i.test(text)) throw new FileFailure('file.html_not_table');
  return convert((xlsx) => xlsx.read(text, { ...READ_OPTIONS, type: 'string', raw: true }));
}

export async function readSpreadsheetMl(bytes: Uint8Array): Promise<RawSheet[]> {
  checkSize(bytes.length);
  const { text } = decodeText(bytes);
  checkMarkup(text, 'xlsb');
  return convert((xlsx) => xlsx.read(text, { ...READ_OPTIONS, type: 'string' }));
}

const OTHER_INFLATED_BYTES = 150 * 1024 * 1024;
const READ_OPTIONS = {
  dense: true,
  cellNF: true,
  cellDates: false,
  cellText: true,
  cellFormula: false,
  cellHTML: false,
  sheetRows: LIMITS.rows + 1,
} as const;

type SheetJs = typeof import('@e965/xlsx');

async function convert(read: (xlsx: SheetJs) => WorkBook): Promise<RawSheet[]> {
  const xlsx = await import('@e965/xlsx');
  // The code page tables are a file of their own; without them a .xls older than Excel 97 loses its Chinese.
  const pages = await import('@e965/xlsx/dist/cpexcel.full.mjs');
  xlsx.set_cptable(pages);
  let book: WorkBook;
  try {
    book = read(xlsx);
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    throw new FileFailure(/password|encrypt/i.test(words) ? 'file.encrypted' : 'file.damaged');
  }
  if (book.SheetNames.length === 0) throw new FileFailure('file.no_sheets');
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.map((name, i) => {
    const hidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0;
    const sheet = book.Sheets[name];
    // A damaged .xls can list a sheet that SheetJS then does not find.
    if (!sheet) throw new FileFailure('file.damaged');
    // Set when rows beyond `sheetRows` were left out.
    if (sheet['!fullref'] && sheet['!fullref'] !== sheet['!ref']) {
      throw new FileFailure('file.too_many_rows', { limit: LIMITS.rows });
    }
    return toSheet(name, hidden, sheet, date1904);
  });
}

function toSheet(name: string, hidden: boolean, sheet: WorkSheet, date1904: boolean): RawSheet {
  const store = new CellStore();
  const styles = new Map<string, NumberStyle>();
  const rows = (sheet['!data'] ?? []) as (CellObject | undefined)[][];
  rows.forEach((row, r) =>
    row?.forEach((cell, c) => {
      if (!cell || cell.v === undefined || cell.v === null) return;
      const { text, kind } = shownCell(cell, styles, date1904);
      store.store.begin();
      store.store.appendString(text);
      store.addText(r, c, kind);
    }),
  );
  const merges: Merge[] = (sheet['!merges'] ?? []).map((m) => ({
    top: m.s.r,
    left: m.s.c,
    bottom: m.e.r,
    right: m.e.c,
  }));
  return store.finish(name, hidden, new StringTable(), merges);
}

function shownCell(cell: CellObject, styles: Map<string, NumberStyle>, date1904: boolean) {
  switch (cell.t) {
    case 'n':
      return numberText(cell.v as number, styleOf(cell, styles), date1904);
    case 'b':
      return { text: cell.v ? 'TRUE' : 'FALSE', kind: KIND.boolean };
    case 'e':
      return { text: cell.w ?? '#N/A', kind: KIND.error };
    default:
      return { text: String(cell.v), kind: KIND.text };
  }
}

function styleOf(cell: CellObject, styles: Map<string, NumberStyle>): NumberStyle {
  if (typeof cell.z !== 'string') return PLAIN;
  let style = styles.get(cell.z);
  if (!style) styles.set(cell.z, (style = readNumberStyle(cell.z)));
  return style;
}

function checkSize(bytes: number): void {
  if (bytes > LIMITS.otherFormatBytes) throw new FileFailure('file.too_large', { limit: LIMITS.otherFormatBytes });
}

/** A DOCTYPE is refused as everywhere, and so is a filled row or cell of .ods said to repeat without end. */
function checkMarkup(text: string, format: 'xlsb' | 'ods'): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new FileFailure('file.forbidden_xml');
  if (format !== 'ods') return;
  let filled = 0;
  for (const row of text.split('<table:table-row').slice(1)) {
    const rows = Number(/^[^>]*number-rows-repeated="(\d+)"/.exec(row)?.[1] ?? 1);
    for (const cell of row.split('<table:table-cell').slice(1)) {
      if (!/^[^>]*office:(value-type|string-value)|<text:p/.test(cell)) continue;
      filled += rows * Number(/^[^>]*number-columns-repeated="(\d+)"/.exec(cell)?.[1] ?? 1);
      if (filled > LIMITS.cells / 6) throw new FileFailure('file.too_many_cells');
    }
  }
}
