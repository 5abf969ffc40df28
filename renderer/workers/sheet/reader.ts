import type { FileFormat, RawSheet, TextEncoding } from '@shared/imports/define';
import type { Result } from '@shared/kernel/result';
import { readDelimited, type Delimiter } from './csv-reader';
import { decodeText } from './decode-text';
import { detectContent } from './detect';
import { FileFailure, LIMITS, throwIfCancelled, toResult, type ReadOptions } from './limits';
import { readXlsx, type ReadWarning } from './xlsx/read-xlsx';

export { detectFormat } from './detect';
export type { ReadOptions } from './limits';

/** A file as read: every sheet, cells as a person sees them. */
export interface Spreadsheet {
  format: FileFormat;
  /** Of text files; `null` for workbooks. */
  encoding: TextEncoding | null;
  sheets: RawSheet[];
  warnings: ReadWarning[];
}

/**
 * The one way in for spreadsheets of any format. What the file is, its bytes say; `name` only names the sheet of a text file.
 * A file that holds nothing, or cannot be read whole, is an error and never an empty table (`file.*` in kernel/errors).
 */
export function readSpreadsheet(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions = {},
): Promise<Result<Spreadsheet>> {
  return toResult(async () => {
    if (bytes.length > LIMITS.fileBytes) throw new FileFailure('file.too_large', { limit: LIMITS.fileBytes });
    const read = await readByContent(bytes, name, options);
    throwIfCancelled(options);
    return read;
  });
}

/** Cells pasted from a spreadsheet program: tab-separated, or any text that has a delimiter. */
export function readPastedText(text: string): Promise<Result<Spreadsheet>> {
  return toResult(async () => {
    if (text.length > LIMITS.fileBytes) throw new FileFailure('file.too_large', { limit: LIMITS.fileBytes });
    if (text.trim() === '') throw new FileFailure('file.empty');
    return fromText(text, 'utf-8', 'Clipboard', text.includes('\t') ? '\t' : undefined);
  });
}

async function readByContent(bytes: Uint8Array, name: string, options: ReadOptions): Promise<Spreadsheet> {
  const found = await detectContent(bytes);
  switch (found.kind) {
    case 'empty':
      throw new FileFailure('file.empty');
    case 'binary':
      throw new FileFailure('file.unsupported_format');
    case 'text':
      return readText(bytes, name);
    case 'ole': {
      if (found.format === 'encrypted') throw new FileFailure('file.encrypted');
      if (found.format === 'unknown') throw new FileFailure('file.unsupported_format');
      const { readOtherWorkbook } = await import('./other-formats');
      return workbook('xls', await readOtherWorkbook(bytes));
    }
    case 'markup': {
      const { readHtmlTable, readSpreadsheetMl } = await import('./other-formats');
      if (found.flavour === 'html') return { ...workbook('unknown', await readHtmlTable(bytes)), warnings: [HTML] };
      if (found.flavour === 'spreadsheetml') return workbook('xls', await readSpreadsheetMl(bytes));
      throw new FileFailure('file.unsupported_format');
    }
    case 'zip': {
      if (found.format === 'zip') throw new FileFailure('file.unsupported_format');
      if (found.format === 'xlsx' || found.format === 'xlsm') {
        return { format: found.format, encoding: null, ...(await readXlsx(found.zip, options)) };
      }
      const { readZippedWorkbook } = await import('./other-formats');
      return workbook(found.format, await readZippedWorkbook(bytes, found.format, found.zip, options));
    }
  }
}

const HTML: ReadWarning = { code: 'file.html_table' };

function workbook(format: FileFormat, sheets: RawSheet[]): Spreadsheet {
  return { format, encoding: null, sheets, warnings: [] };
}

function readText(bytes: Uint8Array, name: string): Spreadsheet {
  const { text, encoding, unreadable } = decodeText(bytes);
  if (text.trim() === '') throw new FileFailure('file.empty');
  const sheet = fromText(text, encoding, name.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'Sheet1');
  if (unreadable > 0) sheet.warnings.push({ code: 'file.partly_unreadable', params: { count: unreadable } });
  return sheet;
}

function fromText(text: string, encoding: TextEncoding, name: string, fixed?: Delimiter): Spreadsheet {
  const { sheet, delimiter, warnings } = readDelimited(text, name, fixed);
  if (sheet.rowCount === 0) throw new FileFailure('file.empty');
  return { format: delimiter === '\t' ? 'tsv' : 'csv', encoding, sheets: [sheet], warnings };
}
