import type { FileFormat, RawSheet, TextEncoding } from '@shared/imports/define';
import type { ReadOptions } from './limits';
import type { ZipDirectory } from './zip';

/** Something worth telling that did not stop the reading. */
export interface ReadWarning {
  code: string;
  params?: Record<string, string | number>;
}

/** A file as read: every sheet, cells as a person sees them. */
export interface Spreadsheet {
  format: FileFormat;
  /** Of text files; `null` for workbooks. */
  encoding: TextEncoding | null;
  sheets: RawSheet[];
  warnings: ReadWarning[];
}

export interface SpreadsheetFile {
  bytes: Uint8Array;
  /** Only ever used to name a sheet: what the file is, its bytes say. */
  name: string;
  /** Of the formats that are archives: opened and judged. */
  zip: ZipDirectory | undefined;
}

/**
 * What every engine is to the rest of the program. It reads a file whole or throws `FileFailure`: no part of a file is ever
 * passed off as all of it. It keeps to `limits.ts` while it works and asks now and then whether it was cancelled.
 */
export interface SpreadsheetReader {
  read(file: SpreadsheetFile, options: ReadOptions): Promise<Spreadsheet>;
}
