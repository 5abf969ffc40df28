import type { FileFormat, FileSummary, RowStatus, TextEncoding } from '@shared/imports/define';

export interface CheckFileReport {
  file: string;
  format: FileFormat;
  encoding: TextEncoding | null;
  kind: FileSummary['kind'];
  sheets: { name: string; rows: number; columns: number }[];
  /** 1-based; 0 when none was found. */
  headerRow: number;
  mapping: Record<string, string>;
  /** Of a bill or statement only `total` is known so far: its rows are counted, not judged. */
  rows: { total: number; valid: number; invalid: number; duplicate: number; skipped: number };
  issues: { row: number; field: string; code: string; severity: 'error' | 'warning'; message: string }[];
  /** Of the valid rows of a merchant file; `null` for other kinds. */
  totals: { ratePpm: number; byMerchantType: Record<string, number>; bySettleCycle: Record<string, number> } | null;
  error: { code: string; message: string } | null;
  dump?: { name: string; cells: string[][] }[];
  records?: { row: number; status: RowStatus; values: Record<string, string | number> }[];
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
