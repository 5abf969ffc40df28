import type { CouponSums, DaySums, TxnMoney, TxnText } from '@shared/contracts/bills';
import type { CouponTerms } from '@shared/contracts/coupons';
import type { BillTotals } from '@shared/imports/bills/define';
import type { BillKind, Channel } from '@shared/imports/sources/define';
import type { ChannelTerms } from '@shared/contracts/channel-terms';
import type { FeeTerms } from '@shared/rules/fee-plan';
import type { PayMethod } from '@shared/rules/pay-method';
import type { PackedColumn } from '@shared/kernel/columns';

/**
 * Trades make revenue; flows are the movements of an account; our own ledger is the other side of a reconciliation; uses of coupons tell
 * what paid a part of trades. They lie apart, so that no sum counts the same money twice.
 */
export type TxnBook = 't' | 'f' | 'l' | 'c';

export type StoredText = Exclude<TxnText, 'payer' | 'payerName'> | 'payerMask' | '#payer';

/** Lines of one bill on one day of one account, latest first. Never changed: a correction is a line of its own. */
export interface TxnBlockRow {
  /**
   * `${book}|${bizDate}|${channel}|${account}|${billId}|${n}@${newest}-${oldest}`: a range of ids is a range of days.
   * Older ones end in `n` and keep the order of their file.
   */
  id: string;
  billId: string;
  rows: number;
  second: Uint32Array;
  kind: Uint8Array;
  /** Rows of the file that the lines came from; absent for what came from none, and for what was stored before this was kept. */
  line?: Uint32Array;
  /** A column of noughts is left out. */
  money: Partial<Record<TxnMoney, Float64Array>>;
  /** An empty column is left out; a column with one value for all rows is in `same`. */
  text: Partial<Record<StoredText, PackedColumn>>;
  same: Partial<Record<StoredText, string>>;
  /** What the account paid on that day, as agreed when the lines came in; absent where nothing was. */
  terms?: FeeTerms;
  /** The same of methods of paying with a plan of their own. */
  methodTerms?: Partial<Record<PayMethod, FeeTerms>>;
  /** Payers and their names, a line each, sealed under AAD `txnBlocks|id`; empty when there are none. */
  sealed: Uint8Array;
}

export const TXN_BLOCK_ROWS = 500;

export interface BillRow {
  /** `${batchId}|${n}` */
  id: string;
  batchId: string;
  at: number;
  by: string;
  byName: string;
  fileName: string;
  sha256: string;
  kind: BillKind;
  channel: Channel;
  accounts: string[];
  from: string;
  to: string;
  rows: number;
  added: number;
  known: number;
  /** Groups (`${book}|${bizDate}|${channel}|${account}`) of which lines were known: they rest on another bill. */
  leansOn: string[];
  totals: BillTotals;
  state: 'done' | 'reverted';
  revertedAt: number;
  revertedBy: string;
}

export interface BillFileRow {
  /** `${batchId}|${sha256}` */
  id: string;
  fileName: string;
  /** As it came. */
  bytes: number;
  /** How the content of the box is packed; older ones are not. */
  packed?: 'gzip';
  /** AAD `billFiles|id`. */
  box: Uint8Array;
}

export interface ChannelAccountRow {
  /** `${channel}|${account}` */
  id: string;
  channel: Channel;
  account: string;
  label: string;
  /** '' while nobody has said whose it is. */
  merchantId: string;
  firstSeen: string;
  lastSeen: string;
}

export interface ChannelTermsRow extends ChannelTerms {
  /** Of the account. */
  id: string;
}

/** Ways of paying a merchant has signed for, or not. No row: nobody has said. */
export interface MerchantMethodsRow {
  /** Of the merchant. */
  id: string;
  enabled: PayMethod[];
  at: number;
  byName: string;
}

/** Fees of one account on one day: of lines that had a plan when they came in. */
export interface FeeDayRow {
  /** `${bizDate}|${channel}|${account}` */
  id: string;
  lines: number;
  actualFen: number;
  expectedFen: number;
  off: number;
}

/** Where the numbers of a bill's lines are, by hash. One per bill; made anew from its lines where it is missing. */
export interface TxnNumbersRow {
  /** Of the bill. */
  id: string;
  blockIds: string[];
  /** Ascending. */
  hashes: Uint32Array;
  /** Place in `blockIds`, for each hash. */
  blocks: Uint32Array;
}

/** Uses of coupons out of their own lists, of one account on one day. */
export interface CouponDayRow {
  /** `${bizDate}|${channel}|${account}` */
  id: string;
  bizDate: string;
  channel: Channel;
  account: string;
  coupons: CouponSums[];
}

/** What somebody noted of a coupon. */
export interface CouponRow extends CouponTerms {
  /** `${channel}|${coupon}` */
  id: string;
  at: number;
  byName: string;
}

/** What dashboards read: sums of one account on one day. */
export interface TxnDayRow extends DaySums {
  /** `${bizDate}|${channel}|${account}` */
  id: string;
}
