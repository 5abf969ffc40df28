import type { BillTotals } from '@shared/imports/bills/define';
import type { FileFormat, FileSummary, RowStatus, TextEncoding } from '@shared/imports/define';
import type { BillKind } from '@shared/imports/sources/define';

export interface CheckFileReport {
  file: string;
  format: FileFormat;
  encoding: TextEncoding | null;
  kind: FileSummary['kind'] | BillKind;
  sheets: { name: string; rows: number; columns: number }[];
  /** 1-based; 0 when none was found. */
  headerRow: number;
  mapping: Record<string, string>;
  rows: { total: number; valid: number; invalid: number; duplicate: number; skipped: number };
  issues: {
    row: number;
    field: string;
    code: string;
    severity: 'error' | 'warning';
    message: string;
    /** Of bills: the header of the column, and the cell where it names nobody. */
    column?: string;
    value?: string;
  }[];
  /** Of the valid rows; `null` for a file that is neither merchants nor money. */
  totals: MerchantTotals | BillTotals | null;
  /** Rows per business day, of a bill. */
  days?: Record<string, number>;
  /** What an archive holds, one by one; everything else in the document is of its bills together. */
  files?: BillPart[];
  error: { code: string; message: string } | null;
  dump?: { name: string; cells: string[][] }[];
  records?: { row: number; status: RowStatus; values: Record<string, string | number> }[];
}

export interface MerchantTotals {
  ratePpm: number;
  byMerchantType: Record<string, number>;
  bySettleCycle: Record<string, number>;
}

export interface BillPart {
  file: string;
  kind: CheckFileReport['kind'];
  rows: CheckFileReport['rows'];
  totals: BillTotals;
  error: CheckFileReport['error'];
}

export function emptyReport(file: string): CheckFileReport {
  return {
    file,
    format: 'unknown',
    encoding: null,
    kind: 'unknown',
    sheets: [],
    headerRow: 0,
    mapping: {},
    rows: { total: 0, valid: 0, invalid: 0, duplicate: 0, skipped: 0 },
    issues: [],
    totals: null,
    error: null,
  };
}
