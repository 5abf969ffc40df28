import type { BillRowCounts, BillTotals } from '../imports/bills/define';
import type { BillKind, Channel, LineKind } from '../imports/sources/define';
import type { SettleCycle } from './channel-terms';
import type { PackedColumn } from '../kernel/columns';

/** Bills, the transactions in them, and the channels they come from. */

/** Of every stored line, in fen; what a kind of bill does not tell is 0. */
export const TXN_MONEY = [
  'orderFen',
  'settleFen',
  'refundFen',
  'feeFen',
  'couponFen',
  'amountFen',
  'balanceFen',
] as const;
export type TxnMoney = (typeof TXN_MONEY)[number];

/** Texts of every stored line. `payer` never reaches the store as it is: masked, sealed, and its blind index. */
export const TXN_TEXT = [
  'key',
  'txnNo',
  'orderNo',
  'refundNo',
  'mchRefundNo',
  'originalNo',
  'payMethod',
  'state',
  'refundState',
  'rate',
  'storeNo',
  'storeName',
  'terminalNo',
  'subject',
  'memo',
  'payer',
  'payerName',
  'couponNo',
  'couponName',
  'couponId',
] as const;
export type TxnText = (typeof TXN_TEXT)[number];

/** A kind of line is stored as its place in this list: only ever add to its end. */
export const TXN_KINDS = [
  'pay',
  'refund',
  'revoke',
  'fee',
  'in',
  'out',
  'none',
  'cancel',
] as const satisfies readonly LineKind[];

/** Lines of one account of a channel on one business day, as columns. */
export interface TxnGroup {
  /** Merchant number of the channel, with the sub-merchant's behind a slash; a bank account's number. */
  account: string;
  bizDate: string;
  rows: number;
  /** Seconds since midnight in Shanghai. */
  second: Uint32Array;
  /** Places in `TXN_KINDS`. */
  kind: Uint8Array;
  /** 1-based rows of the file; 0 for what stands in none. */
  line: Uint32Array;
  money: Record<TxnMoney, Float64Array>;
  text: Record<TxnText, PackedColumn>;
}

/** One bill as the sheet worker read and proved it. */
export interface BillInput {
  fileName: string;
  sha256: string;
  kind: BillKind;
  channel: Channel;
  rows: BillRowCounts;
  totals: BillTotals;
  groups: TxnGroup[];
}

/** The file as it came; several bills may stand in one. */
export interface BillRawFile {
  sha256: string;
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface BillView {
  id: string;
  batchId: string;
  at: number;
  byName: string;
  fileName: string;
  kind: BillKind;
  channel: Channel;
  accounts: string[];
  /** First and last business day; '' for a summary. */
  from: string;
  to: string;
  rows: number;
  /** Lines stored from this bill, and lines that were there before. */
  added: number;
  known: number;
  totals: BillTotals;
  state: 'done' | 'reverted';
  revertedAt: number;
  revertedBy: string;
}

export interface ChannelAccount {
  /** `${channel}|${account}` */
  id: string;
  channel: Channel;
  /** As it may be shown: a bank account is masked. */
  label: string;
  /** '' while nobody has said whose it is. */
  merchantId: string;
  merchantNo: string;
  merchantName: string;
  firstSeen: string;
  lastSeen: string;
  /** As agreed for today; null while nothing is. */
  ratePpm: number | null;
  settleCycle: SettleCycle;
  contractTo: string;
  /** Of the contract: ends within thirty days, or is over. */
  contract: '' | 'ending' | 'ended';
}

/** Fees of one account in one bill. */
export interface BillFees {
  /** `${channel}|${account}` */
  id: string;
  label: string;
  merchantName: string;
  /** Lines that a plan held for, what they were charged, and what the plan gives. */
  lines: number;
  actualFen: number;
  expectedFen: number;
  /** Lines whose fee is another than expected. */
  off: number;
  /** Lines that no plan held for, and what they were charged. */
  freeLines: number;
  freeFen: number;
}

/** Whose an account seems to be. */
export interface ChannelSuggestion {
  id: string;
  channel: Channel;
  label: string;
  merchantId: string;
  merchantName: string;
  merchantNo: string;
  /** What has the same number: the merchant itself, or another account of it. */
  by: 'merchantNo' | 'channel';
}

/** Sums of one account on one day. Amounts in fen, by the hour as lists of 24. */
export interface DaySums {
  bizDate: string;
  channel: Channel;
  account: string;
  payments: number;
  refunds: number;
  revoked: number;
  /** Lines that took back an entry: each leaves a payment or refund less among those counted, its own line beside it. */
  cancelled: number;
  orderFen: number;
  settleFen: number;
  refundFen: number;
  feeFen: number;
  paymentsByHour: number[];
  settleFenByHour: number[];
  /** Absent in sums from before coupons were counted, until they are worked out again. */
  coupons?: CouponSums[];
}

/**
 * What coupons and discounts paid of payments, in fen; what refunds gave back of it stands beside it. In lists of uses `savedFen` is
 * `couponFen`, and nothing is said of what was settled.
 */
export interface CouponSums {
  /** Number of the batch, or the name a bill prints; '' where it says neither. */
  coupon: string;
  uses: number;
  /** Orders and settled amounts of the payments with such a coupon. */
  orderFen: number;
  settleFen: number;
  /** What the file calls coupons. */
  couponFen: number;
  /** What the payer was spared: coupons, or the concession where that is more. */
  savedFen: number;
  /** What of the order is not settled: the merchant bore it. The rest of `savedFen` had money behind it. */
  concessionFen: number;
  returns: number;
  returnedCouponFen: number;
  returnedFen: number;
}

export interface BillCommandIo {
  /**
   * Stores bills with their files, all or nothing, as one batch. Lines that are stored already are counted and skipped, so a bill may
   * come twice. Every sum is worked out again from the lines.
   */
  'bill.commit': {
    input: { bills: BillInput[]; files: BillRawFile[] };
    output: { batchId: string; bills: BillView[]; added: number; known: number; unknownAccounts: number };
  };
  /** Takes a batch back, rollups included. The files stay. */
  'bill.revert': { input: { batchId: string }; output: { removed: number } };
  /** The file a bill was read from, as it came: it shows every payer in it. `id` of the bill. */
  'bill.takeFile': { input: { id: string }; output: { fileName: string; bytes: Uint8Array<ArrayBuffer> } };
  /**
   * Works the sums of days, the fees of days and where numbers are out of the stored lines again, in one step. Says how many rows
   * were not what the lines give; can be cancelled between days.
   */
  'rollup.rebuild': { input: Record<string, never>; output: { days: number; fees: number; numbers: number } };
  /** Says whose an account is; for what was stored before as well. `merchantId` '' takes it back. */
  'channel.link': { input: { id: string; merchantId: string }; output: void };
  /** The same for many, all or none. */
  'channel.linkMany': { input: { links: { id: string; merchantId: string }[] }; output: { linked: number } };
}

export interface BillQueryIo {
  /** How many lines of each bill `bill.commit` would add, in the order given. Nothing is proved, nothing stored. */
  'bill.fresh': { input: { bills: Pick<BillInput, 'kind' | 'channel' | 'groups'>[] }; output: number[] };
  'bill.list': { input: { offset: number; limit: number }; output: { total: number; rows: BillView[] } };
  /** What a bill charged against what was agreed, of the lines stored from it. `id` of the bill. */
  'bill.fees': { input: { id: string }; output: BillFees[] };
  /** Which of these files are stored, by SHA-256. */
  'bill.known': { input: { sha256: string[] }; output: { sha256: string; at: number; byName: string }[] };
  'channel.list': { input: { unlinked: boolean }; output: ChannelAccount[] };
  /** Accounts of nobody whose number is exactly that of one merchant, or of an account that is somebody's. */
  'channel.suggest': { input: Record<string, never>; output: ChannelSuggestion[] };
  /** Sums per day, channel and account, both days included, within the reach of who asks. */
  'revenue.days': { input: { from: string; to: string }; output: DaySums[] };
}
