import type { Channel } from '../imports/sources/define';
import type { CouponSums } from './bills';
import type { DashboardFilter } from './dashboard';

/** Coupons: what was agreed of them, what bills and lists of uses say was paid with them. */

/** `fixed`: worth an amount; `reduction`: an amount off orders from a threshold on; `discount`: a part off. */
export const COUPON_KINDS = ['fixed', 'reduction', 'discount', 'other'] as const;
export type CouponKind = (typeof COUPON_KINDS)[number];

/** Who pays for it. `shared`: merchant and platform together; `other`: a brand, a bank, a mall. */
export const COUPON_BEARERS = ['merchant', 'platform', 'shared', 'other'] as const;
export type CouponBearer = (typeof COUPON_BEARERS)[number];

/** Where coupons can be told apart. */
export const COUPON_CHANNELS = ['WECHAT', 'ALIPAY', 'UNIONPAY', 'OTHER'] as const satisfies readonly Channel[];
export type CouponChannel = (typeof COUPON_CHANNELS)[number];

export interface CouponTerms {
  channel: CouponChannel;
  /** Number of the batch, or the name that bills print; never changed. */
  coupon: string;
  name: string;
  kind: CouponKind;
  /** What it is worth; 0 where that is not an amount. */
  faceFen: number;
  /** Least order; 0 for any. */
  thresholdFen: number;
  /** What is taken off, of a `discount`: 200,000 for 8 折; 0 otherwise. */
  offPpm: number;
  bearer: CouponBearer;
  /** Business dates, both included; '' for open. */
  from: string;
  to: string;
  /** 0 for none. */
  budgetFen: number;
  memo: string;
}

export interface CouponView {
  channel: Channel;
  coupon: string;
  /** Null for one that files name and nobody has noted. */
  terms: CouponTerms | null;
  /** When it was noted, and by whom; 0 and ''. */
  at: number;
  byName: string;
  /** By the days it holds on; '' without terms or without days. */
  state: '' | 'coming' | 'running' | 'ended';
  /** Where the sums are from: lists of uses come first, since they tell every use; '' while nothing tells of it. */
  source: '' | 'uses' | 'bills';
  sums: CouponSums;
  lastUse: string;
  /** Of all days, less what came back; null without a budget. */
  spentFen: number | null;
}

export interface DiscountSums {
  /** Payments with a coupon or discount, and what they settled. */
  uses: number;
  orderFen: number;
  settleFen: number;
  /** What payers were spared, whoever paid for it. */
  savedFen: number;
  /** Of it the merchant's own discount: what of the order is not settled. */
  concessionFen: number;
  /** Of it what coupons with money behind them paid: it is settled as if the payer had. */
  fundedFen: number;
  returns: number;
  /** What refunds gave back of `savedFen`. */
  returnedFen: number;
}

export interface DiscountDay extends DiscountSums {
  bizDate: string;
  /** All payments of the day. */
  payments: number;
}

export interface CouponReport {
  from: string;
  to: string;
  /** False while some day was never counted for coupons: `rollup.rebuild` does. */
  isReady: boolean;
  /** All payments of these days, and the part with coupons or discounts. */
  payments: number;
  settleFen: number;
  sums: DiscountSums;
  /** Days there are bills of, ascending. */
  days: DiscountDay[];
  /** Noted ones and those that files name, most used first. */
  coupons: CouponView[];
  /** Most spared first; '' is nobody's yet. */
  merchants: (DiscountSums & { id: string; name: string })[];
}

/** One use out of a list. */
export interface CouponUse {
  id: string;
  bizDate: string;
  time: string;
  kind: 'pay' | 'refund';
  coupon: string;
  couponId: string;
  amountFen: number;
  orderFen: number;
  channel: Channel;
  txnNo: string;
  accountLabel: string;
  merchantName: string;
}

/** A payment whose coupons a list tells otherwise than its bill. */
export interface CouponMismatch {
  channel: Channel;
  txnNo: string;
  bizDate: string;
  coupons: string[];
  /** As the lists have it. */
  usedFen: number;
  /** As the bill has it; null where no bill has the payment. */
  billFen: number | null;
  merchantName: string;
}

export interface CouponMatch {
  /** Payments that lists name. */
  orders: number;
  matched: number;
  /** In no bill, though the day is one of bills; and what they used. */
  missing: number;
  missingFen: number;
  /** Of days and channels there are no bills of: nothing can be said. */
  unbilled: number;
  differing: number;
  /** Lists less bills. */
  differenceFen: number;
  /** Payments whose bill tells of a coupon or discount and that no list names, on days and channels that lists are there of. */
  unlisted: number;
  unlistedFen: number;
  /** The first thousand, newest first. */
  rows: CouponMismatch[];
}

export interface CouponCommandIo {
  /** Notes a coupon, or changes what was noted. `at` of what was seen; 0 for a new one. */
  'coupon.save': { input: CouponTerms & { at: number }; output: void };
  /** Forgets what was noted; what files say of it stays. */
  'coupon.remove': { input: { channel: CouponChannel; coupon: string }; output: void };
}

interface Asked {
  from: string;
  to: string;
  filter: DashboardFilter;
}

export interface CouponQueryIo {
  /** Reads sums of days alone, never lines; within the reach of who asks. */
  'coupon.report': { input: Asked; output: CouponReport };
  /** Uses of one coupon out of lists, newest first. */
  'coupon.uses': {
    input: Asked & { channel: Channel; coupon: string; offset: number; limit: number };
    output: { total: number; rows: CouponUse[] };
  };
  /** Lists of uses against bills, payment by payment: reads the lines of those days; can be cancelled. */
  'coupon.match': { input: Asked; output: CouponMatch };
}
