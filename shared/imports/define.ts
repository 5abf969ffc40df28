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
  /** All cells of a row of a text file, empty ones at its end too, where the reader has them so. */
  line?(row: number): readonly string[];
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
/**
 * What commit does with a row: `update` writes every filled cell over the existing merchant, `fill` only into its empty
 * fields. `duplicate` rows of the file itself are always skipped.
 */
export type RowAction = 'create' | 'update' | 'fill' | 'skip';
/** Default for rows whose USCC is already in the database. `fill` writes only into empty fields. */
export type DuplicateMode = 'skip' | 'update' | 'fill';
export type ImportRowFilter =
  | 'all'
  | 'invalid'
  | 'warning'
  | 'duplicate'
  /** USCC is in the database already, whatever is done about it. */
  | 'existing'
  /** Will be written to an existing merchant: action update or fill. */
  | 'update'
  /** A good or bad row that may be a merchant of another USCC: a strong match by name or account. */
  | 'similar'
  | 'valid'
  /** Typed over, filled, replaced or kept as typed. */
  | 'changed'
  /** Some value was understood as something else than what stands in the cell; see `PlanRow.tidied`. */
  | 'tidied'
  | 'removed';

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

export interface ExistingMerchant {
  id: string;
  merchantNo: string;
  name: string;
}

/** What two records agree in; `name` means name and region. */
export type MatchKey = 'uscc' | 'name' | 'phone' | 'account';

/** Another record that may be the same merchant: a row of the file (1-based) or one in the database, never both. */
export interface RowMatch {
  by: MatchKey[];
  /** A mobile alone is weak: chains share one. Weak matches are shown, but a row is not called similar for them. */
  isStrong: boolean;
  row?: number;
  existing?: ExistingMerchant;
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
  existing?: ExistingMerchant;
  /** Its USCC belongs to a merchant the clerk may not see: nothing is told of it, and the row can only be skipped. */
  outOfReach?: true;
  duplicateOfRow?: number;
  edited: boolean;
  /** Surest first, at most five. A match never changes `status` and is no issue. */
  matches: RowMatch[];
  /** Id of the merchant the row would update or fill: `existing`, or the one chosen among its matches. */
  target?: string;
  /** The target is taken by this row (1-based): two rows cannot both write to one merchant, so this one is skipped. */
  targetTakenBy?: number;
  removed: boolean;
  /** Fields whose text is kept as typed instead of tidied. */
  literal: string[];
  /** Fields whose value says something else than the cell's text: `1.5.2024` as a date, `6‰` as a rate, blanks trimmed. */
  tidied: string[];
}

/** Numbers of rows. Removed rows count in `removed` alone. */
export interface ImportSummary {
  total: number;
  valid: number;
  invalid: number;
  warning: number;
  duplicate: number;
  blank: number;
  create: number;
  update: number;
  fill: number;
  skip: number;
  existing: number;
  similar: number;
  tidied: number;
  removed: number;
  changed: number;
  canUndo: boolean;
  canRedo: boolean;
}

/** One step of change over many rows; rows are 1-based rows of the file. Undone and redone as one. */
export type BulkOp =
  /** The text of `fromRow` into the rows of `filter` below it, down to `toRow`. */
  | { kind: 'fillDown'; field: string; fromRow: number; toRow: number; filter: ImportRowFilter }
  /** One text into the given rows, or into all rows of a filter. */
  | { kind: 'set'; field: string; text: string; rows?: number[]; filter?: ImportRowFilter }
  /** In raw texts, letter for letter; `whole`: only cells that are exactly `find` (which may be ''). */
  | { kind: 'replace'; field: string; filter: ImportRowFilter; find: string; replace: string; whole: boolean }
  /** A block of cells laid over the grid: `field` of `row` is its upper left corner, `fields` the visible columns in order. */
  | { kind: 'paste'; row: number; field: string; cells: string[][]; filter: ImportRowFilter; fields: string[] };

/** A distinct text of an enum column that no code or spelling is known for, or that the clerk has settled. */
export interface UnknownValue {
  field: string;
  text: string;
  /** Rows that have it. */
  count: number;
  /** 1-based. */
  firstRow: number;
  /** Code that looks nearest. */
  suggestion?: string;
  /** What the clerk settled: a code, or '' for nothing. */
  to?: string;
  /** Settled in an earlier import of the same headers. */
  remembered?: boolean;
}

/** `to` a code of the field's dictionary, '' to leave the field empty, null to take the decision back. */
export interface ValueChoice {
  field: string;
  text: string;
  to: string | null;
}

export interface FieldCount {
  field: string;
  count: number;
}

/** What a commit would do now, worked out by the commit's own code. */
export interface ImportDryRun {
  create: number;
  update: number;
  fill: number;
  /** Rows to update or fill that already are what the file says. */
  unchanged: number;
  skip: { duplicate: number; existing: number; chosen: number; removed: number; blank: number };
  failed: number;
  /** Existing merchants' values that would be written over. */
  fields: FieldCount[];
  /** Existing merchants' empty fields that would be filled. */
  filled: FieldCount[];
  /** Cells of the rows to be written whose value says something else than the file. */
  tidied: FieldCount[];
  /** Cells of the rows to be written that have text in the file and are imported as nothing. */
  cleared: FieldCount[];
}

/** An import that was not finished, kept by the core for the admin who began it. */
export interface PendingImport {
  fileName: string;
  bytes: number;
  /** Epoch ms. */
  savedAt: number;
  /** Rows of the plan, as in `ImportSummary.total`. */
  rows: number;
  /** Cells typed, rows removed, actions and values chosen. */
  changes: number;
}
