import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import type { FileFormat, RawSheet } from '@shared/imports/define';
import { disarmBiff } from './binary/biff';
import { readOleStream } from './binary/ole';
import { disarmParts, type PartFiles } from './binary/xlsb-parts';
import { decodeMarkup } from './decode-text';
import { FileFailure, LIMITS } from './limits';
import { checkMarkup } from './markup';
import type { Spreadsheet, SpreadsheetReader } from './port';
import { CellStore, KIND, type Merge } from './xlsx/cell-store';
import { builtInStyle, PLAIN, readNumberStyle, type NumberStyle } from './xlsx/number-format';
import { numberText } from './xlsx/number-text';
import { StringTable } from './xlsx/string-table';

/**
 * .xls, .et, .xlsb, SpreadsheetML 2003 and HTML tables: read by SheetJS, loaded only when one comes. It holds the whole workbook
 * as objects, so these formats have a smaller size limit, and an .xlsb is inflated once under guard first.
 */
export const xlsReader: SpreadsheetReader = {
  async read({ bytes }) {
    checkSize(bytes.length);
    // A BIFF stream may stand bare, without a compound file around it.
    const stream = bytes[0] === 0xd0 ? readOleStream(bytes, ['workbook', 'book']) : bytes;
    if (!stream) throw new FileFailure('file.no_sheets');
    const records = disarmBiff(stream);
    return workbook('xls', await convert((xlsx) => xlsx.read(records, { ...READ_OPTIONS, type: 'buffer' })));
  },
};

export const xlsbReader: SpreadsheetReader = {
  async read({ bytes, zip }, options) {
    checkSize(bytes.length);
    const files = await disarmParts(zip!, options);
    return workbook(
      'xlsb',
      await convert((xlsx) => (xlsx as WithParts).parse_zip({ files }, { ...READ_OPTIONS, sheetRows: 0 })),
    );
  },
};

/** Exported by the library and left out of its types: reads the parts of a workbook that somebody else has unpacked. */
type WithParts = SheetJs & { parse_zip: (zip: { files: PartFiles }, options: object) => WorkBook };

export const spreadsheetMlReader: SpreadsheetReader = {
  async read({ bytes }) {
    checkSize(bytes.length);
    const text = decodeMarkup(bytes);
    checkMarkup(text);
    return workbook('xls', await convert((xlsx) => xlsx.read(text, { ...READ_OPTIONS, type: 'string' })));
  },
};

/** An HTML table saved as .xls, as web systems do. Everything stays text: no digit is taken for a number. */
export const htmlReader: SpreadsheetReader = {
  async read({ bytes }) {
    checkSize(bytes.length);
    const text = tablesOf(decodeMarkup(bytes));
    if (text === '') throw new FileFailure('file.html_not_table');
    const sheets = await convert((xlsx) => xlsx.read(text, { ...READ_OPTIONS, type: 'string', raw: true }));
    return { format: 'unknown', encoding: null, sheets, warnings: [{ code: 'file.html_table' }] };
  },
};

function workbook(format: FileFormat, sheets: RawSheet[]): Spreadsheet {
  return { format, encoding: null, sheets, warnings: [] };
}

/**
 * From the first table to the end of the last, without scripts and styles: what is left open after it would be searched for its
 * end from every place anew.
 */
function tablesOf(html: string): string {
  const from = html.search(/<table\b/i);
  const last = [...html.matchAll(/<\/table\s*>/gi)].at(-1);
  if (from < 0 || !last) return '';
  let text = html.slice(from, last.index + last[0].length);
  for (const name of ['script', 'style']) text = withoutElement(text, name);
  return `<html>${text}</html>`;
}

function withoutElement(html: string, name: string): string {
  const [first = '', ...rest] = html.split(new RegExp(`<${name}\\b`, 'i'));
  const close = new RegExp(`</${name}\\s*>`, 'i');
  return rest.reduce((kept, part) => {
    const end = close.exec(part);
    return end ? kept + part.slice(end.index + end[0].length) : kept;
  }, first);
}

const READ_OPTIONS = {
  dense: true,
  cellNF: true,
  cellDates: false,
  // What a cell shows is worked out here; format codes of a file are never run by the library.
  cellText: false,
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
  loadChineseFormats(xlsx);
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
    // A damaged .xls can list a sheet that SheetJS then does not find; a misread .xlsb names one by what follows its name.
    if (!sheet || HAS_CONTROL.test(name)) throw new FileFailure('file.damaged');
    // What a chart sheet holds is a copy of the values it draws.
    if (sheet['!type'] === 'chart') return toSheet(name, hidden, {}, date1904);
    // Set when rows beyond `sheetRows` were left out.
    if (sheet['!fullref'] && sheet['!fullref'] !== sheet['!ref']) {
      throw new FileFailure('file.too_many_rows', { limit: LIMITS.rows });
    }
    return toSheet(name, hidden, sheet, date1904);
  });
}

/** SheetJS knows the formats without a code only in their American meaning, and forgets which one a cell had. */
function loadChineseFormats(xlsx: SheetJs): void {
  const formats = xlsx.SSF as { load: (code: string, id: number) => void };
  for (let id = 27; id <= 58; id++) {
    const { type } = builtInStyle(id);
    if (id > 36 && id < 50) continue;
    formats.load(type === 'time' ? 'h:mm:ss' : 'yyyy-mm-dd', id);
  }
}

const HAS_CONTROL = /[\0-\x1f]/;

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
      if (!Number.isFinite(cell.v)) return { text: '#NUM!', kind: KIND.error };
      return numberText(cell.v as number, styleOf(cell, styles), date1904);
    case 'b':
      return { text: cell.v ? 'TRUE' : 'FALSE', kind: KIND.boolean };
    case 'e':
      return { text: ERRORS[cell.v as number] ?? '#N/A', kind: KIND.error };
    default:
      return { text: String(cell.v), kind: KIND.text };
  }
}

/** [MS-XLS] 2.5.10. */
const ERRORS: Record<number, string | undefined> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
};

function styleOf(cell: CellObject, styles: Map<string, NumberStyle>): NumberStyle {
  if (typeof cell.z !== 'string') return PLAIN;
  let style = styles.get(cell.z);
  if (!style) styles.set(cell.z, (style = readNumberStyle(cell.z)));
  return style;
}

function checkSize(bytes: number): void {
  if (bytes > LIMITS.otherFormatBytes) throw new FileFailure('file.too_large', { limit: LIMITS.otherFormatBytes });
}
