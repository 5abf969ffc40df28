import { TXN_KINDS, TXN_MONEY, TXN_TEXT, type TxnGroup, type TxnMoney, type TxnText } from '../../contracts/bills';
import { ColumnPacker } from '../../kernel/columns';
import type { BillField } from '../sources/define';
import type { BillLine } from './define';

/** Which field of a bill stands for a stored text; the first that has one. */
const SOURCES: Partial<Record<TxnText, readonly BillField[]>> = {
  txnNo: ['txnNo', 'serialNo'],
  orderNo: ['orderNo'],
  refundNo: ['refundNo'],
  mchRefundNo: ['mchRefundNo'],
  originalNo: ['originalNo'],
  payMethod: ['payMethod', 'channelName'],
  state: ['state', 'bizType'],
  refundState: ['refundState'],
  rate: ['rate'],
  storeNo: ['storeNo'],
  storeName: ['storeName'],
  terminalNo: ['terminalNo', 'deviceNo'],
  subject: ['subject', 'summary'],
  memo: ['memo', 'purpose', 'attach'],
  payer: ['payer', 'counterAccount', 'cardNo'],
  payerName: ['counterName'],
  couponNo: ['couponNo'],
  couponName: ['couponName'],
  couponId: ['couponId'],
};
const NAMES = Object.entries(SOURCES) as [Exclude<TxnText, 'key'>, readonly BillField[]][];
/** Numbers of bills that say `0` for none. */
const NONE: ReadonlySet<string> = new Set(['0', '-', '/', '*']);
const NUMBERS: ReadonlySet<TxnText> = new Set<TxnText>([
  'txnNo',
  'orderNo',
  'refundNo',
  'mchRefundNo',
  'originalNo',
  'couponNo',
  'couponId',
]);

interface Growing {
  account: string;
  bizDate: string;
  second: number[];
  kind: number[];
  line: number[];
  money: Record<TxnMoney, number[]>;
  text: Record<TxnText, ColumnPacker>;
}

/** Stands for the account of a file that names none. */
export const NO_ACCOUNT = 'unknown';

/** Gathers the lines of a bill by account and business day, column by column: what `bill.commit` stores. */
export class LineCollector {
  private readonly groups = new Map<string, Growing>();

  readonly add = (line: BillLine): void => {
    const group = this.groupOf(accountOf(line), line.bizDate);
    group.second.push(line.second);
    group.kind.push(TXN_KINDS.indexOf(line.kind as (typeof TXN_KINDS)[number]));
    for (const name of TXN_MONEY) group.money[name].push(storedMoney(line, name));
    group.line.push(line.row);
    group.text.key.push(line.key);
    for (const [name, fields] of NAMES) group.text[name].push(textOf(line, name, fields));
  };

  /** `account`: whose the lines are that do not say it themselves; known when the bill has been read. */
  finish(account: string): TxnGroup[] {
    return [...this.groups.values()].map(({ account: own, bizDate, second, kind, line, money, text }) => ({
      account: own || cleanAccount(account) || NO_ACCOUNT,
      bizDate,
      rows: second.length,
      second: Uint32Array.from(second),
      kind: Uint8Array.from(kind),
      line: Uint32Array.from(line),
      money: Object.fromEntries(TXN_MONEY.map((name) => [name, Float64Array.from(money[name])])) as TxnGroup['money'],
      text: Object.fromEntries(TXN_TEXT.map((name) => [name, text[name].finish()])) as TxnGroup['text'],
    }));
  }

  private groupOf(account: string, bizDate: string): Growing {
    const id = `${bizDate}|${account}`;
    let group = this.groups.get(id);
    if (!group) {
      const money = Object.fromEntries(TXN_MONEY.map((name) => [name, []])) as unknown as Growing['money'];
      const text = Object.fromEntries(TXN_TEXT.map((name) => [name, new ColumnPacker()])) as unknown as Growing['text'];
      group = { account, bizDate, second: [], kind: [], line: [], money, text };
      this.groups.set(id, group);
    }
    return group;
  }
}

/** A direct merchant has no sub-merchant, which WeChat writes as `0`. */
function accountOf({ text }: BillLine): string {
  const mchNo = text('mchNo') || text('ownAccount');
  const sub = text('subMchNo');
  return cleanAccount(sub === '' || NONE.has(sub) ? mchNo : `${mchNo}/${sub}`);
}

/** Part of an id whose parts a bar keeps apart. What begins with `m-` is of entries by hand (`entryAccount`) and of no file. */
export function cleanAccount(text: string): string {
  return text.replace(/[|{}]/g, '').replace(/^m-/, 'm_').slice(0, 120);
}

function textOf({ text }: BillLine, name: TxnText, fields: readonly BillField[]): string {
  for (const field of fields) {
    const value = text(field);
    if (value !== '' && !(NUMBERS.has(name) && NONE.has(value))) return value.slice(0, 500);
  }
  return '';
}

/**
 * A refund's coupons are all that it gave back of what the payer was spared: WeChat tells apart what had money behind it and what more
 * was applied for than refunded, Alipay writes its discounts with a minus.
 */
function storedMoney(line: BillLine, name: TxnMoney): number {
  if (name !== 'couponFen' || line.kind !== 'refund') return line[name];
  const ownFen = Math.max(0, line.appliedFen - line.refundFen);
  return line.refundCouponFen + ownFen || Math.abs(line.discountFen) + Math.abs(line.couponFen);
}
