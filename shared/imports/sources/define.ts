/**
 * What a file of money movements is. `acquirer` is any table of card or code payments whose columns have the usual names; `coupon` tells
 * what paid a part of payments, and is no money of its own; `manual` is no file: a line somebody entered by hand.
 */
export type BillKind =
  | 'wechat-trade'
  | 'wechat-fund'
  | 'alipay-trade'
  | 'alipay-summary'
  | 'alipay-account'
  | 'alipay-account-summary'
  | 'allinpay'
  | 'leshua'
  | 'unionpay'
  | 'lakala'
  | 'acquirer'
  | 'ledger'
  | 'template'
  | 'bank'
  | 'coupon'
  | 'manual';

export type Channel = 'WECHAT' | 'ALIPAY' | 'UNIONPAY' | 'POS_CARD' | 'BANK' | 'CASH' | 'OTHER';

/** Money columns; everything that ends in `Fen` is parsed, all other fields stay text. */
export const MONEY_FIELDS = [
  'orderFen',
  'settleFen',
  'amountFen',
  'originalFen',
  'netFen',
  'couponFen',
  'discountFen',
  'refundFen',
  'refundCouponFen',
  'appliedFen',
  'feeFen',
  'inFen',
  'outFen',
  'balanceFen',
] as const;
export type MoneyField = (typeof MONEY_FIELDS)[number];

export type TextField =
  | 'recordType'
  | 'time'
  | 'date'
  | 'createdAt'
  | 'refundAppliedAt'
  | 'refundDoneAt'
  | 'appId'
  | 'mchNo'
  | 'subMchNo'
  | 'mchName'
  | 'storeNo'
  | 'storeName'
  | 'terminalNo'
  | 'deviceNo'
  | 'operator'
  | 'txnNo'
  | 'orderNo'
  | 'refundNo'
  | 'mchRefundNo'
  | 'originalNo'
  | 'serialNo'
  | 'payer'
  | 'payMethod'
  | 'state'
  | 'bizType'
  | 'bizName'
  | 'direction'
  | 'payerBank'
  | 'currency'
  | 'cardType'
  | 'cardNo'
  | 'rate'
  | 'refundType'
  | 'refundState'
  | 'subject'
  | 'attach'
  | 'memo'
  | 'couponNo'
  | 'couponName'
  | 'couponId'
  | 'channelName'
  | 'ownAccount'
  | 'counterName'
  | 'counterAccount'
  | 'counterBank'
  | 'summary'
  | 'purpose'
  | 'payCount'
  | 'refundCount'
  | 'inCount'
  | 'outCount';

export type BillField = MoneyField | TextField;

/**
 * What a row is. `in` and `out` are movements of an account that are neither payments, refunds nor fees (a withdrawal, rent);
 * `none` is a row of the file that moved no money (a payment not made); `cancel`, of no file, takes back what was entered by hand.
 */
export type LineKind = 'pay' | 'refund' | 'revoke' | 'fee' | 'in' | 'out' | 'store' | 'none' | 'cancel';

/** Sums of a file under names that footers can claim. The ones with `All` run over rows of every kind. */
export type Measure =
  | 'rows'
  | 'payments'
  | 'refunds'
  | 'revoked'
  | 'orderFen'
  | 'orderAllFen'
  | 'settleFen'
  | 'settleAllFen'
  | 'amountAllFen'
  | 'refundFen'
  | 'refundCouponFen'
  | 'appliedFen'
  | 'feeFen'
  | 'couponFen'
  | 'discountFen'
  | 'refundDiscountFen'
  | 'netFen'
  | 'incomes'
  | 'incomeFen'
  | 'expenses'
  | 'expenseFen';

/** A sum that a footer states; any of `measures` may be what it means, where providers differ. */
interface FooterNumber {
  measures: readonly [Measure, ...Measure[]];
  /** The footer writes money back with a minus. */
  isNegative?: boolean;
  /** Written with a minus by some versions of the provider and without by others; the measure is never negative. */
  isUnsigned?: boolean;
}

export interface BillFooter {
  /** A line of names over a line of numbers, as WeChat ends its bills. */
  titled?: Readonly<Record<string, FooterNumber>>;
  /** Sentences: the numbers are the groups of the expression, in order. Matched against compact text. */
  sentences?: readonly { pattern: RegExp; numbers: readonly FooterNumber[] }[];
  /** A row that begins with 合计 and has sums in the columns of the table. */
  totalRow?: Partial<Record<BillField, FooterNumber>>;
  /** A file without one of these was cut off: all sentences, or the titled lines, or the total row must be there. */
  isRequired: boolean;
}

export interface BillSource {
  kind: BillKind;
  channel: Channel;
  /** Header names (as `headerName` spells them) of which one at least must be there. */
  telling: readonly string[];
  /** Header names of which none may be there: they make it a table of something else. */
  unless?: readonly string[];
  /** Fields without which a row means nothing; alternatives in brackets. */
  needed: readonly (BillField | readonly BillField[])[];
  /** Header names of each field, the surest first. */
  fields: Partial<Record<BillField, readonly string[]>>;
  /** Which text says what kind of row it is, and what its words mean: the first expression that matches. */
  rowKinds?: { by: readonly BillField[]; words: readonly (readonly [RegExp, LineKind])[]; otherwise?: LineKind };
  /** Rows whose state says that no money moved. */
  unpaid?: { by: BillField; words: RegExp };
  /** Where the money of refunds stands; payments are `settleFen` (or `amountFen`) everywhere. */
  refundFrom?: MoneyField;
  /** `signed`: what the merchant bears, negative when returned. `absolute`: the kind of row decides. */
  fee?: 'signed' | 'absolute';
  /** Fields whose values make a row unique, by kind; the prefix keeps kinds apart, `instead` serves where the number is missing. */
  keys: Partial<Record<LineKind, { prefix: string; by: readonly BillField[]; instead?: BillField }>>;
  /** Numbers that a spreadsheet destroys when it takes them for figures. */
  longNumbers: readonly BillField[];
  /** Texts that people write and that may hold the delimiter, in order of suspicion. */
  freeText: readonly BillField[];
  footer: BillFooter;
  /** Fields that must have a value in each row. */
  filled?: readonly BillField[];
  /** Where each row says in `channelName` what it came through; `undefined` for a word that is none. */
  channelOf?: (text: string) => Channel | undefined;
  /** Every amount is in fen, whatever the headers say. */
  isInFen?: boolean;
  /** Days are written with the year last: `16/06/2025`, or `06/16/2025`. */
  dateOrder?: 'dmy' | 'mdy';
}
