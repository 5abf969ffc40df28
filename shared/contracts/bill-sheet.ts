import type { BillIssue, BillRowCounts, BillTotals } from '../imports/bills/define';
import type { BillKind, Channel } from '../imports/sources/define';
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
  commitBills(ids: number[], onProgress?: OnProgress): Promise<Result<BillsOutcome>>;
  closeBills(): Promise<Result<void>>;
}
