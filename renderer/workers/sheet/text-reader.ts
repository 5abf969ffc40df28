import type { TextEncoding } from '@shared/imports/define';
import { readDelimited, type Delimiter } from './csv-reader';
import { decodeText } from './decode-text';
import { FileFailure } from './limits';
import type { Spreadsheet, SpreadsheetReader } from './port';

/** .csv, .tsv and the like, in any encoding that can be told. */
export const textReader: SpreadsheetReader = {
  async read({ bytes, name }) {
    const { text, encoding, warnings } = decodeText(bytes);
    if (text.trim() === '') throw new FileFailure('file.empty');
    const sheetName = name.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'Sheet1';
    const read = sheetOfText(text, encoding, sheetName);
    return { ...read, warnings: [...namedWrongly(name), ...warnings, ...read.warnings] };
  },
};

export function sheetOfText(text: string, encoding: TextEncoding, name: string, fixed?: Delimiter): Spreadsheet {
  const { sheet, delimiter, warnings } = readDelimited(text, name, fixed);
  if (sheet.rowCount === 0) throw new FileFailure('file.empty');
  return { format: delimiter === '\t' ? 'tsv' : 'csv', encoding, sheets: [sheet], warnings };
}

/** Many systems hand out text under a workbook's name. */
function namedWrongly(name: string): Spreadsheet['warnings'] {
  return /\.(xls[xmb]?|et|ods)$/i.test(name) ? [{ code: 'file.text_named_workbook' }] : [];
}
