import type { MerchantValues } from '../entities/merchant';

export type FileFormat = 'xlsx' | 'xlsm' | 'xls' | 'xlsb' | 'ods' | 'csv' | 'tsv' | 'zip' | 'encrypted' | 'unknown';
export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** A sheet as a person sees it: text per cell, column-wise or row-wise as the reader likes; A1 first. */
export interface RawSheet {
  name: string;
  hidden: boolean;
  /** Largest 1-based index of a row / column holding a non-empty value. */
  rowCount: number;
  columnCount: number;
  /** Text of a cell as shown (dates ISO, booleans TRUE/FALSE, empty ''); 0-based. */
  cell(row: number, column: number): string;
  /** Columns up to the last filled cell of a row, where the reader knows: a lone cell far out must not cost a desert. */
  width?(row: number): number;
  /** What the cell was, where it matters for meaning (a number already rounded by Excel, a percent format, a date). */
  kind(row: number, column: number): CellKind;
  /**
   * The stored number of a numeric or percent cell, where the reader knows it: a format of `0%` shows 0.006 as `1%`, and a
   * rate must not be read from that.
   */
  exact?(row: number, column: number): number | undefined;
}

export type CellKind = 'empty' | 'text' | 'number' | 'percent' | 'date' | 'boolean' | 'error';

/** A file opened and understood so far; what the wizard's first two steps show, and check-file prints. */
export interface FileSummary {
  file: string;
  sha256: string;
  bytes: number;
  format: FileFormat;
  encoding: TextEncoding | null;
  /** What the file is: decided by content. */
  kind: 'merchants' | 'bill' | 'bank' | 'unknown';
  sheets: { name: string; rows: number; columns: number; hidden: boolean }[];
  sheet: string;
  /** 1-based; 0 when no header was found. */
  headerRow: number;
  headers: string[];
  /** Entity field -> 0-based column, as proposed. */
  mapping: Record<string, number>;
  /** Fields proposed with doubt: the wizard asks. */
  doubtful: string[];
  /** The mapping was remembered from an earlier import of the same headers. */
  remembered: boolean;
  missingRequired: string[];
  /** Set when the same file (sha256) was committed before. */
  sameFileAs?: { batchId: string; at: number; by: string };
  warnings: { code: string; params?: Record<string, string | number> }[];
}

export type RowStatus = 'valid' | 'invalid' | 'duplicate' | 'blank';
/** What commit does with a row. `duplicate` rows of the file itself are always skipped. */
export type RowAction = 'create' | 'update' | 'skip';
/** Default for rows whose USCC is already in the database. `fill` writes only into empty fields. */
export type DuplicateMode = 'skip' | 'update' | 'fill';
export type ImportRowFilter = 'all' | 'invalid' | 'warning' | 'duplicate' | 'update' | 'valid' | 'changed';

export interface RowIssue {
  /** 1-based row in the file. */
  row: number;
  field: string;
  /** Stable: `required`, `uscc.checksum`, `idcard.checksum`, `phone.format`, `date.invalid`, `rate.invalid`, `enum.unknown`, `duplicate.in_file`, ... */
  code: string;
  severity: 'error' | 'warning';
  params?: Record<string, string | number>;
  /** Words for check-file and the log of an import; never a sensitive value. */
  message: string;
}

export interface PlanRow {
  row: number;
  status: RowStatus;
  action: RowAction;
  /** Text as in the file (or as edited), by field. */
  raw: Record<string, string>;
  /** Normalised values, by field. */
  values: MerchantValues;
  issues: RowIssue[];
  /** Row is already in the database under this id (same USCC). */
  existing?: { id: string; merchantNo: string; name: string };
  duplicateOfRow?: number;
  edited: boolean;
}

export interface ImportSummary {
  total: number;
  valid: number;
  invalid: number;
  warning: number;
  duplicate: number;
  blank: number;
  create: number;
  update: number;
  skip: number;
  changed: number;
  canUndo: boolean;
}
