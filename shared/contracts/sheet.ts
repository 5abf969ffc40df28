import type { TxnFilter } from './txns';
import type { PlainTable } from '../imports/plain-table';
import type { TemplateName } from '../imports/templates';
import type { Result } from '../kernel/result';
import type {
  BulkOp,
  DuplicateMode,
  FileSummary,
  ImportDryRun,
  ImportRowFilter,
  ImportSummary,
  PendingImport,
  PlanRow,
  RowAction,
  UnknownValue,
  ValueChoice,
} from '../imports/define';

export interface Progress {
  phase: 'read' | 'check' | 'prepare' | 'write' | 'export';
  /** Rows; bytes while reading. At most ten calls a second reach the window, the last of a phase always. */
  done: number;
  /** 0 while unknown. */
  total: number;
}
/** The part of a browser's Blob or File that is read here; `shared` is compiled without DOM types. */
export interface BlobLike {
  readonly size: number;
  slice(start: number, end: number): BlobLike;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A written file, in order; handed over, not copied. */
export type FileChunks = Uint8Array[];

export type OnProgress = (progress: Progress) => void;

export interface OpenInput {
  name: string;
  /** Exactly one of the two. A File or Blob is read in the worker; text is what was pasted. */
  blob?: BlobLike;
  text?: string;
}

export interface PlanInput {
  sheet: string;
  /** 1-based row of the header in the sheet. */
  headerRow: number;
  /** Entity field -> 0-based column. */
  mapping: Record<string, number>;
  duplicateMode: DuplicateMode;
}

export interface PlanPage {
  total: number;
  rows: PlanRow[];
}

export interface BulkOutcome {
  /** Cells whose text changes. */
  touched: number;
  summary: ImportSummary;
}

export interface ResumedImport {
  file: FileSummary;
  mapping: Record<string, number>;
  duplicateMode: DuplicateMode;
  summary: ImportSummary;
}

/**
 * The sheet worker. It holds one import session at a time: the raw cells, the mapping and the plan. The window sees pages.
 * It talks to the core through a port of its own, as a client of the gate like any other. Killing the worker is cancelling.
 */
/** `csv` and `json` are for programs: stable names, codes instead of words (`EXPORTS.md`). */
export type TxnExportFormat = 'xlsx' | 'csv' | 'json';

export interface TxnExportInput {
  format: TxnExportFormat;
  filter: TxnFilter;
  locale: 'zh' | 'en';
  fileName: string;
}

export interface SheetApi {
  open(input: OpenInput, onProgress?: OnProgress): Promise<Result<FileSummary>>;
  /** First rows of a sheet as seen, for the header picker: at most 50 rows. */
  preview(sheet: string): Promise<Result<string[][]>>;
  /** Proposes header row and mapping for another sheet or header row; `anew`: whatever is remembered of such headers. */
  propose(sheet: string, headerRow?: number, anew?: boolean): Promise<Result<FileSummary>>;
  plan(input: PlanInput, onProgress?: OnProgress): Promise<Result<ImportSummary>>;
  rows(filter: ImportRowFilter, offset: number, limit: number): Promise<Result<PlanPage>>;
  /** Changes cells (raw text, as the clerk typed) and re-checks what depends on them. `row` is the 1-based row in the file. */
  edit(edits: { row: number; field: string; text: string }[]): Promise<Result<ImportSummary>>;
  /**
   * What becomes of rows. `update` and `fill` need an existing merchant: the one of the same USCC or `target`, the id of
   * one of the row's matches. A choice that cannot be has no effect.
   */
  setAction(rows: number[], action: RowAction, target?: string): Promise<Result<ImportSummary>>;
  /** A setting, not a change: undo does not touch it. */
  setDuplicateMode(mode: DuplicateMode): Promise<Result<ImportSummary>>;
  /** Takes rows out of the import; they are listed under the filter `removed` only. `removed` false puts them back. */
  removeRows(rows: number[], removed?: boolean): Promise<Result<ImportSummary>>;
  /** With `dryRun` nothing is changed: `touched` says how many cells would be. */
  bulk(op: BulkOp, dryRun?: boolean, onProgress?: OnProgress): Promise<Result<BulkOutcome>>;
  unknownValues(): Promise<Result<UnknownValue[]>>;
  /** Settles values once for all rows; remembered with the mapping when the import is committed. */
  mapValues(choices: ValueChoice[], onProgress?: OnProgress): Promise<Result<ImportSummary>>;
  /** Keeps the text of a free-text cell as it was typed, but for blanks around it and control signs. */
  setLiteral(row: number, field: string, keep: boolean): Promise<Result<ImportSummary>>;
  /** Edits, bulk changes, removals, actions, settled and literal values: one step each, newest first. */
  undoEdit(onProgress?: OnProgress): Promise<Result<ImportSummary>>;
  redoEdit(onProgress?: OnProgress): Promise<Result<ImportSummary>>;
  dryRun(onProgress?: OnProgress): Promise<Result<ImportDryRun>>;
  /** An import of this admin that was not finished, or null. */
  pending(): Promise<Result<PendingImport | null>>;
  /** Opens and checks the pending import again, with everything that was decided. What was undone stays undone for good. */
  resume(onProgress?: OnProgress): Promise<Result<ResumedImport>>;
  /** Forgets the pending import: the clerk starts over, or does not want it. */
  discardPending(): Promise<Result<void>>;
  commit(
    input: { onlyValid: boolean; allowSameFile: boolean },
    onProgress?: OnProgress,
  ): Promise<Result<{ batchId: string; created: number; updated: number; skipped: number; failed: number }>>;
  /** The rows that were not imported: original columns + reason, bad cells red. */
  failedWorkbook(locale: 'zh' | 'en', onProgress?: OnProgress): Promise<Result<FileChunks>>;
  template(source: TemplateName, locale: 'zh' | 'en'): Promise<Result<FileChunks>>;
  /** Asks the core (permission, scope, masking, audit) for the filtered list and writes it. */
  exportMerchants(input: ExportInput, onProgress?: OnProgress): Promise<Result<{ chunks: FileChunks; rows: number }>>;
  /** A report with native tables, one sheet each. */
  writeReport(sheets: ReportSheet[]): Promise<Result<FileChunks>>;
  /** Reads a small table of any kind, or what was pasted, as texts. Holds nothing of it. */
  readPlain(input: OpenInput, onProgress?: OnProgress): Promise<Result<PlainTable>>;
  /** A small table of texts as a workbook, or as lines of .csv. */
  writeTable(table: TextTable): Promise<Result<FileChunks>>;
  /** Asks the core for the filtered log with its proof and writes both into a workbook. */
  exportAudit(input: AuditExportInput, onProgress?: OnProgress): Promise<Result<{ chunks: FileChunks; rows: number }>>;
  /** Asks the core for the transactions of a filter (permission, scope, masking, audit) and writes them with their sums. */
  exportTxns(input: TxnExportInput, onProgress?: OnProgress): Promise<Result<{ chunks: FileChunks; rows: number }>>;
  /** Asks the core for what is known of administrators (permission, audit) and writes it, in the reader's language. */
  exportAdmins(input: AdminExport, locale: 'zh' | 'en'): Promise<Result<FileChunks>>;
  /** Asks the core for an access review (permission, record) and writes it, in the reader's language. */
  exportReview(id: string, locale: 'zh' | 'en'): Promise<Result<FileChunks>>;
  /** Lets go of the file; what was decided stays pending, to be resumed later. */
  closeSession(): Promise<Result<void>>;
  /** Stops what is running: it answers `operation.cancelled`, unless a commit was already being stored. */
  cancel(): Promise<void>;
}

export interface TextTable {
  /** For other programs to read; a workbook when left out. */
  format?: 'csv';
  name: string;
  headers: string[];
  rows: string[][];
}

/** A sheet of a report: amounts in fen, parts of a whole in ppm; null is unknown, which is not nought. */
export interface ReportSheet {
  name: string;
  title: string;
  /** What it is of, below the title: days, filter, state of the data. */
  notes: string[];
  /** `sum` false: adding the column up would say nothing, as with averages. */
  columns: { header: string; kind: 'text' | 'fen' | 'count' | 'ppm'; sum?: boolean }[];
  rows: (string | number | null)[][];
  /** Adds up every column of amounts and counts below the rows. */
  totals: boolean;
}

export interface AuditExportInput {
  locale: 'zh' | 'en';
  filter: import('./audit').AuditFilter;
  fileName: string;
}

export type AdminExport =
  { what: 'list' | 'matrix' } | { what: 'snapshot'; snapshotId: string; format: 'xlsx' | 'json' };

export interface ExportInput {
  format: 'xlsx' | 'csv';
  locale: 'zh' | 'en';
  fields: string[];
  /** Sensitive fields as they are, see `merchant.export`. */
  clear?: boolean;
  /** For the export log. */
  fileName?: string;
  query: import('./core').MerchantQuery;
}
