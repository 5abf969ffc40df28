import type { BizDate } from '../../kernel/brand';
import type { AppError } from '../../kernel/result';
import type { BillField, BillKind, BillSource, Channel } from '../sources/define';
import type { BillRow } from './bill-row';
import type { LineMoney } from './sums';

export type BillIssueCode =
  | 'required'
  | 'amount.invalid'
  | 'date.invalid'
  | 'enum.unknown'
  | 'text.truncated_number'
  | 'duplicate.in_file'
  | 'row.columns'
  | 'row.number_twice'
  | 'balance.broken';

/** A complaint about one row of a bill. `value` is the text of the cell, left out where it names a person or an account. */
export interface BillIssue {
  /** 1-based row in the file. */
  row: number;
  field: BillField | '';
  /** The header of the column, as the file has it. */
  column: string;
  code: BillIssueCode;
  severity: 'error' | 'warning';
  value?: string;
  params?: Record<string, string | number>;
}

/** One good row of a bill. `text` is only good until the next row is read. */
export interface BillLine extends LineMoney {
  /** 1-based row in the file. */
  row: number;
  /** Names the movement within its channel and merchant: `pay:…`, `ref:…`, `rev:…`. */
  key: string;
  bizDate: BizDate;
  /** Seconds since midnight. */
  second: number;
  text: BillRow['text'];
  channel: Channel;
  /** It has a number of its own or a balance behind it: an equal row is the same movement again. */
  isTold: boolean;
}

/** Sums of the good rows, in fen. Of a statement: what came in as payments, what went out as refunds. */
export interface BillTotals {
  payments: number;
  refunds: number;
  revoked: number;
  settleFen: number;
  refundFen: number;
  feeFen: number;
  orderFen: number;
  /** settleFen - refundFen - feeFen. */
  netFen: number;
  proof: 'ok' | 'mismatch' | 'none';
  /** What the file states itself, under the names of its sums; `null` when it states nothing. */
  claimed: Record<string, number> | null;
  /** Movements of an account; only of bills that tell of one. */
  incomes?: number;
  incomeFen?: number;
  expenses?: number;
  expenseFen?: number;
  openingFen?: number;
  closingFen?: number;
}

export interface BillRowCounts {
  total: number;
  valid: number;
  invalid: number;
  duplicate: number;
  skipped: number;
}

/** A bill read to its end. With `error` nothing of it may be imported. */
export interface BillReading {
  kind: BillKind;
  source: BillSource;
  sheet: string;
  /** 1-based. */
  headerRow: number;
  headers: string[];
  columns: Partial<Record<BillField, number>>;
  rows: BillRowCounts;
  /** At most `MOST_ISSUES` of them. */
  issues: BillIssue[];
  totals: BillTotals;
  /** Business days that have rows, in order, and how many. */
  days: [BizDate, number][];
  /** Number of the merchant or account, where it stands above the table. */
  account: string;
  /** Merchant numbers in the rows. */
  mchNos: string[];
  error: AppError | null;
}

export const MOST_ISSUES = 1_000;
