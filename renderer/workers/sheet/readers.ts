import type { SourceFormat } from './detect';
import { readFlatOds, readOds } from './ods/read-ods';
import type { SpreadsheetReader } from './port';
import { textReader } from './text-reader';
import { readXlsx } from './xlsx/read-xlsx';

const xlsx = (format: 'xlsx' | 'xlsm'): SpreadsheetReader => ({
  read: async ({ zip }, options) => ({ format, encoding: null, ...(await readXlsx(zip!, options)) }),
});

const ods: SpreadsheetReader = {
  async read({ bytes, zip }, options) {
    const sheets = zip ? await readOds(zip, options) : readFlatOds(bytes);
    return { format: 'ods', encoding: null, sheets, warnings: [] };
  },
};

/** The engine for each kind of file; those that are large and seldom needed are loaded when such a file comes. */
export const READERS: Record<SourceFormat, () => SpreadsheetReader | Promise<SpreadsheetReader>> = {
  xlsx: () => xlsx('xlsx'),
  xlsm: () => xlsx('xlsm'),
  ods: () => ods,
  text: () => textReader,
  xls: async () => (await import('./other-formats')).xlsReader,
  xlsb: async () => (await import('./other-formats')).xlsbReader,
  spreadsheetml: async () => (await import('./other-formats')).spreadsheetMlReader,
  html: async () => (await import('./other-formats')).htmlReader,
};
