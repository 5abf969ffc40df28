import type { Channel } from '../imports/sources/define';
import type { MoneySums } from './money-sums';

/** A month as entries of double-entry bookkeeping: what a finance system takes over. */

export interface VoucherAccount {
  code: string;
  name: string;
}

/** What an account stands for: money held with a channel, income, fees, money spent, expenses of a category. */
export type VoucherKey = `channel:${Channel}` | 'income' | 'fee' | 'paid' | `expense:${string}`;
export type VoucherAccounts = Partial<Record<VoucherKey, VoucherAccount>>;
export type VoucherKind = 'receipts' | 'refunds' | 'fees' | 'expenses';

export interface VoucherRow {
  /** `2025-06-1`: within a month from 1. */
  voucherNo: string;
  lineNo: number;
  /** Last day of the month. */
  bizDate: string;
  kind: VoucherKind;
  /** Whose side of it this is. */
  key: VoucherKey;
  account: VoucherAccount;
  /** One of both is 0, the other more than 0. */
  debitFen: number;
  creditFen: number;
}

export interface VoucherParts {
  month: string;
  lastDay: string;
  channels: readonly ({ channel: Channel } & Pick<MoneySums, 'settleFen' | 'refundFen' | 'feeFen'>)[];
  /** Standing expenses by category. */
  expenses: readonly { category: string; amountFen: number }[];
}

const OTHER_MONEY = '其他货币资金';

/**
 * Accounts after 《企业会计准则——应用指南》 (财会〔2006〕18号), appendix: 1001 库存现金, 1002 银行存款, 1012 其他货币资金, 6001 主营业务收入,
 * 6601 销售费用, 6602 管理费用, 6603 财务费用, 6403 税金及附加, 1601 固定资产, 2211 应付职工薪酬.
 */
const USUAL: Readonly<Record<string, VoucherAccount>> = {
  'channel:WECHAT': { code: '101201', name: `${OTHER_MONEY}-微信支付` },
  'channel:ALIPAY': { code: '101202', name: `${OTHER_MONEY}-支付宝` },
  'channel:UNIONPAY': { code: '101203', name: `${OTHER_MONEY}-银联` },
  'channel:POS_CARD': { code: '101204', name: `${OTHER_MONEY}-刷卡` },
  'channel:BANK': { code: '1002', name: '银行存款' },
  'channel:CASH': { code: '1001', name: '库存现金' },
  'channel:OTHER': { code: '101299', name: `${OTHER_MONEY}-其他` },
  income: { code: '6001', name: '主营业务收入' },
  fee: { code: '6603', name: '财务费用-手续费' },
  paid: { code: '1002', name: '银行存款' },
  'expense:WAGES': { code: '2211', name: '应付职工薪酬' },
  'expense:WELFARE': { code: '2211', name: '应付职工薪酬' },
  'expense:EQUIPMENT': { code: '1601', name: '固定资产' },
  'expense:MARKETING': { code: '6601', name: '销售费用' },
  'expense:COMMISSION': { code: '6601', name: '销售费用' },
  'expense:TAX': { code: '6403', name: '税金及附加' },
};
const REST: VoucherAccount = { code: '6602', name: '管理费用' };

/** The company's own choice, or what is usual. */
export function accountOf(accounts: VoucherAccounts, key: VoucherKey): VoucherAccount {
  return accounts[key] ?? USUAL[key] ?? REST;
}

/** Every voucher balances to the fen; what is nought makes no line. A negative amount stands on the other side. */
export function foldVouchers(parts: VoucherParts, accounts: VoucherAccounts): VoucherRow[] {
  const rows: VoucherRow[] = [];
  let vouchers = 0;
  const post = (kind: VoucherKind, pairs: readonly (readonly [VoucherKey, VoucherKey, number])[]): void => {
    const sums = new Map<VoucherKey, number>();
    for (const [debit, credit, fen] of pairs) {
      sums.set(debit, (sums.get(debit) ?? 0) + fen);
      sums.set(credit, (sums.get(credit) ?? 0) - fen);
    }
    const lines = [...sums].filter(([, fen]) => fen !== 0).sort(([, a], [, b]) => Number(b > 0) - Number(a > 0));
    if (lines.length === 0) return;
    const voucherNo = `${parts.month}-${++vouchers}`;
    for (const [n, [key, fen]] of lines.entries()) {
      const account = accountOf(accounts, key);
      const sides = { debitFen: Math.max(fen, 0), creditFen: Math.max(0 - fen, 0) };
      rows.push({ voucherNo, lineNo: n + 1, bizDate: parts.lastDay, kind, key, account, ...sides });
    }
  };
  const held = (channel: Channel): VoucherKey => `channel:${channel}`;
  const { channels, expenses } = parts;
  post(
    'receipts',
    channels.map(({ channel, settleFen }) => [held(channel), 'income', settleFen]),
  );
  post(
    'refunds',
    channels.map(({ channel, refundFen }) => ['income', held(channel), refundFen]),
  );
  post(
    'fees',
    channels.map(({ channel, feeFen }) => ['fee', held(channel), feeFen]),
  );
  post(
    'expenses',
    expenses.map(({ category, amountFen }) => [`expense:${category}`, 'paid', amountFen]),
  );
  return rows;
}
