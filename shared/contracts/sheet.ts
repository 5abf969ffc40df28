import type { Result } from '../kernel/result';
import type { ImportRowFilter, ImportSummary, PlanRow, RowAction, FileSummary, DuplicateMode } from '../imports/define';

export interface Progress {
  phase: 'read' | 'check' | 'prepare' | 'write' | 'export';
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

/**
 * The sheet worker. It holds one import session at a time: the raw cells, the mapping and the plan. The window sees pages.
 * It talks to the core through a port of its own, as a client of the gate like any other. Killing the worker is cancelling.
 */
export interface SheetApi {
  open(input: OpenInput, onProgress?: OnProgress): Promise<Result<FileSummary>>;
  /** First rows of a sheet as seen, for the header picker: at most 50 rows. */
  preview(sheet: string): Promise<Result<string[][]>>;
  /** Proposes header row and mapping for another sheet or header row. */
  propose(sheet: string, headerRow?: number): Promise<Result<FileSummary>>;
  plan(input: PlanInput, onProgress?: OnProgress): Promise<Result<ImportSummary>>;
  rows(filter: ImportRowFilter, offset: number, limit: number): Promise<Result<PlanPage>>;
  /** Changes cells (raw text, as the clerk typed) and re-checks what depends on them. `row` is the 1-based row in the file. */
  edit(edits: { row: number; field: string; text: string }[]): Promise<Result<ImportSummary>>;
  setAction(rows: number[], action: RowAction): Promise<Result<ImportSummary>>;
  setDuplicateMode(mode: DuplicateMode): Promise<Result<ImportSummary>>;
  undoEdit(): Promise<Result<ImportSummary>>;
  commit(
    input: { onlyValid: boolean; allowSameFile: boolean },
    onProgress?: OnProgress,
  ): Promise<Result<{ batchId: string; created: number; updated: number; skipped: number; failed: number }>>;
  /** The rows that were not imported: original columns + reason, bad cells red. */
  failedWorkbook(locale: 'zh' | 'en'): Promise<Result<FileChunks>>;
  template(locale: 'zh' | 'en'): Promise<Result<FileChunks>>;
  /** Asks the core (permission, scope, masking, audit) for the filtered list and writes it. */
  exportMerchants(input: ExportInput, onProgress?: OnProgress): Promise<Result<{ chunks: FileChunks; rows: number }>>;
  closeSession(): Promise<Result<void>>;
  /** Stops what is running: it answers `operation.cancelled`, unless a commit was already being stored. */
  cancel(): Promise<void>;
}

export interface ExportInput {
  format: 'xlsx' | 'csv';
  locale: 'zh' | 'en';
  fields: string[];
  query: import('./core').MerchantQuery;
}
