import type { Channel, LineKind } from '../imports/sources/define';
import type { ColumnBatch } from '../kernel/columns';
import type { TxnMoney, TxnText } from './bills';

/** Transactions as they are asked for and shown. */

/** Stands for whatever coupon or discount. */
export const ANY_COUPON = '*';

export interface TxnFilter {
  /** Business dates, both included. */
  from: string;
  to: string;
  merchantIds?: string[];
  /** Ids of channel accounts, `${channel}|${account}`. */
  accounts?: string[];
  channels?: Channel[];
  /** Payments, refunds and revoked ones when left out: an order nobody paid is no receipt. */
  kinds?: LineKind[];
  /** 0 to 23, in Shanghai. */
  hours?: number[];
  /** 1 Monday to 7 Sunday. */
  weekdays?: number[];
  /** Beginnings of the merchant's region code: two, four or six digits. */
  regions?: string[];
  mccs?: string[];
  merchantTypes?: string[];
  /** false: only what belongs to nobody yet. */
  linked?: boolean;
  /** By the line's own amount: what a payment settles, what a refund gives back. */
  minFen?: number;
  maxFen?: number;
  payMethods?: string[];
  /** Only lines whose fee is another than was expected when they came in. */
  feeOff?: boolean;
  /** Only payments and refunds of which a coupon or discount paid a part: of this coupon as the bill names it, or `ANY_COUPON`. */
  coupon?: string;
  /** Of one import or entry alone, or of one bill of an import. */
  batchId?: string;
  /** Payments of payers of a kind, as `PAYER_FILTER` has it; which payers those are, the filter's days say. */
  payers?: string;
  /** In a number, store, subject or memo. */
  text?: string;
}

/** By time, or by an amount, with lines that have no such amount at the end both ways. */
export interface TxnSort {
  field: 'at' | TxnMoney;
  descending: boolean;
}

export const NEWEST_FIRST: TxnSort = { field: 'at', descending: true };

/** Time is how lines lie. For an amount all that pass the filter are looked through: no more of them than these. */
export const MOST_BY_AMOUNT = 50_000;

export type TxnShownText = Exclude<TxnText, 'key' | 'payer' | 'payerName'> | 'payerMask';

export interface TxnView extends Record<TxnShownText, string>, Record<TxnMoney, number> {
  /** Of the block and the row in it. */
  id: string;
  bizDate: string;
  /** `HH:mm:ss` in Shanghai; '' where the bill tells none. */
  time: string;
  kind: LineKind;
  channel: Channel;
  accountId: string;
  accountLabel: string;
  /** '' while nobody has said whose the account is, and where it is out of reach. */
  merchantId: string;
  merchantNo: string;
  merchantName: string;
  hasPayer: boolean;
}

/** Sums of what a filter finds, in fen. `netFen` = settleFen - refundFen - feeFen. */
export interface TxnTotals {
  lines: number;
  payments: number;
  refunds: number;
  revoked: number;
  orderFen: number;
  settleFen: number;
  refundFen: number;
  feeFen: number;
  netFen: number;
}

export interface TxnDetail {
  txn: TxnView;
  /** Where the line came from. */
  /** `line`: 1-based row of the file; 0 where it is not known or there is none. */
  origin: { fileName: string; billKind: string; at: number; byName: string; batchId: string; line: number };
  /** The payment of a refund, and every refund of it: lines under the same number. Newest first. */
  related: TxnView[];
  /** Of a payment: what was given back so far; its state apart from the state of the payment. */
  refundedFen: number;
  refunded: 'none' | 'part' | 'all';
  /** Entered by hand: whether it still stands, was cancelled, or cancels another. '' for a line of a bill. */
  entry: '' | 'standing' | 'cancelled' | 'cancellation';
}

/** Channels of what no bill tells: anything else would come again with its bill, and be counted twice. */
export const ENTRY_CHANNELS = ['CASH', 'OTHER'] as const satisfies readonly Channel[];

export interface TxnEntry {
  merchantId: string;
  kind: 'pay' | 'refund';
  channel: (typeof ENTRY_CHANNELS)[number];
  bizDate: string;
  /** `HH:mm` in Shanghai. */
  time: string;
  /** More than 0. */
  amountFen: number;
  payMethod: string;
  /** Number of the receipt; '' for none. */
  orderNo: string;
  /** Of a refund: a number of the payment; '' where it is not known. */
  originalNo: string;
  memo: string;
}

export interface TxnCommandIo {
  /**
   * Stores a receipt or refund that no bill has, as a line like any other. It is never changed, only cancelled. A number that stands
   * with this merchant already is refused until `acceptRepeat` says that it is another receipt.
   */
  'txn.enter': { input: TxnEntry & { acceptRepeat?: boolean | undefined }; output: { id: string; txnNo: string } };
  /** Cancels what was entered by an entry of its own on the same business day: both stay to be seen, and neither is counted. */
  'txn.correct': { input: { id: string; reason: string }; output: { id: string; txnNo: string } };
  /** The payer as the bill has them. */
  'txn.revealPayer': { input: { id: string }; output: { payer: string; name: string } };
  /** The lines of a filter as columns of text, newest first; who took what is recorded. */
  'txn.export': {
    input: { filter: TxnFilter; locale: 'zh' | 'en'; fileName: string };
    output: { batch: ColumnBatch; totals: TxnTotals };
  };
}

export interface TxnQueryIo {
  /**
   * Newest first. `total` is what was counted so far; `isAll` says whether that is everything: a filter that looks into the
   * lines is followed only as far as it is scrolled.
   */
  'txn.list': {
    /** Newest first where nothing else is said. */
    input: { filter: TxnFilter; sort?: TxnSort; offset: number; limit: number };
    /** `isSorted` false: too many lines for an amount to sort them by, so newest first. */
    output: { total: number; isAll: boolean; isSorted: boolean; rows: TxnView[] };
  };
  /** Reports progress by days and can be cancelled. */
  'txn.totals': { input: { filter: TxnFilter }; output: TxnTotals };
  /** Lines that carry this very number, whoever gave it: provider, merchant, refund. Newest first, at most 100. */
  'txn.find': { input: { number: string }; output: { rows: TxnView[]; isAll: boolean } };
  'txn.get': { input: { id: string }; output: TxnDetail };
  /** First and last day there is anything of, and when the last bill came; '' and 0 for nothing. */
  'txn.extent': { input: Record<string, never>; output: { from: string; to: string; importedAt: number } };
}
