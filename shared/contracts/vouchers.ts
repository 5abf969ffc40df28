import type { VoucherAccount, VoucherKey, VoucherRow } from '../rollups/voucher';

export interface VoucherView {
  rows: VoucherRow[];
  debitFen: number;
  creditFen: number;
  /** Of everything a voucher may need, as chosen or as is usual. */
  accounts: { key: VoucherKey; account: VoucherAccount; isUsual: boolean }[];
  /** A month that is not closed may still change. */
  isClosed: boolean;
}

/**
 * Columns of the file, in order. Names are for programs: they are never changed and never used for anything else; more may
 * follow at the end.
 */
export const VOUCHER_COLUMNS = [
  'voucher_no',
  'line_no',
  'date',
  'summary',
  'account_code',
  'account_name',
  'debit',
  'credit',
] as const;

export interface VoucherCommandIo {
  /** null: what is usual again. */
  'voucher.setAccounts': {
    input: { accounts: { key: string; account: VoucherAccount | null }[] };
    output: { changed: number };
  };
}

export interface VoucherQueryIo {
  /** A month `YYYY-MM` of everything; for who sees everything. */
  'voucher.read': { input: { month: string }; output: VoucherView };
}
