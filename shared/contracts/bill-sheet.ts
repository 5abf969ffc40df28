import type { BillIssue, BillRowCounts, BillTotals } from '../imports/bills/define';
import type { BillLayout } from '../imports/bills/layout';
import type { ProposedLayout } from '../imports/bills/propose-layout';
import type { BillKind, Channel, LineKind } from '../imports/sources/define';
import type { AppError, Result } from '../kernel/result';
import type { BillView } from './bills';
import type { BlobLike, OnProgress } from './sheet';

/** One bill found in the files that were chosen, read and proved; or a file that is none, with its reason. */
export interface BillDraft {
  /** Within the files opened together. */
  id: number;
  /** With the archive it came in before a slash. */
  fileName: string;
  kind: BillKind | 'no-bill' | 'unknown';
  channel: Channel | null;
  accounts: string[];
  from: string;
  to: string;
  days: number;
  rows: BillRowCounts;
  totals: BillTotals | null;
  issues: BillIssue[];
  /** Set: nothing of it can be imported. */
  error: AppError | null;
  /** The file was imported before, and not undone. */
  earlier: { at: number; byName: string } | null;
  /** How many of its lines are not stored yet, nor in a file before it; null for what has no lines. */
  fresh: number | null;
  /** Its lines are of an account that the file does not name: somebody may say which, so that two accounts are never mixed up. */
  lacksAccount: boolean;
  /** A table whose columns somebody may name: nobody's known bill, or one read by the usual names alone. */
  mayName: boolean;
  /** Name of the layout that it was read by; '' for none. */
  layoutName: string;
}

/** What a layout makes of a table, before it is saved. Amounts in fen. */
export interface LayoutTrial {
  rows: BillRowCounts;
  totals: BillTotals;
  issues: BillIssue[];
  error: AppError | null;
  /** The first of its lines. `balanceFen` 0 where the table tells none. */
  lines: TrialLine[];
}

export interface TrialLine {
  /** 1-based row in the file. */
  row: number;
  bizDate: string;
  /** Seconds since midnight. */
  second: number;
  kind: LineKind;
  amountFen: number;
  balanceFen: number;
}

export interface BillsOutcome {
  batchId: string;
  bills: BillView[];
  added: number;
  known: number;
  unknownAccounts: number;
}

/** What the sheet worker does with bills. It holds the lines of the files opened last until they are stored or let go. */
export interface BillSheetApi {
  openBills(files: { name: string; blob: BlobLike }[], onProgress?: OnProgress): Promise<Result<BillDraft[]>>;
  /** A draft that may be named as a table: its header and samples. `headerRow` (1-based) where somebody points at it. */
  billTable(id: number, headerRow?: number): Promise<Result<ProposedLayout>>;
  tryLayout(id: number, headerRow: number, layout: BillLayout): Promise<Result<LayoutTrial>>;
  /** Reads anew, by the layouts that are saved now, every draft that may be named. */
  rereadBills(): Promise<Result<BillDraft[]>>;
  /** Says whose the lines of a draft are where the file does not; '' takes it back. */
  setBillAccount(id: number, account: string): Promise<Result<BillDraft[]>>;
  commitBills(ids: number[], onProgress?: OnProgress): Promise<Result<BillsOutcome>>;
  closeBills(): Promise<Result<void>>;
}
