import type { CodeOf } from '../entities/dictionaries';
import type { Channel } from '../imports/sources/define';
import { enumLabel } from '../rules/enums';
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

/** Codes of the dictionary `ledgerAccount`; expenses of any other category are administrative ones. */
const USUAL: Readonly<Record<string, CodeOf<'ledgerAccount'>>> = {
  'channel:WECHAT': '101201',
  'channel:ALIPAY': '101202',
  'channel:UNIONPAY': '101203',
  'channel:POS_CARD': '101204',
  'channel:BANK': '1002',
  'channel:CASH': '1001',
  'channel:OTHER': '101299',
  income: '6001',
  fee: '6603',
  paid: '1002',
  'expense:WAGES': '2211',
  'expense:WELFARE': '2211',
  'expense:EQUIPMENT': '1601',
  'expense:MARKETING': '6601',
  'expense:COMMISSION': '6601',
  'expense:TAX': '6403',
};
const REST: CodeOf<'ledgerAccount'> = '6602';

/** The company's own choice, or what is usual: books are kept in Chinese, whatever the desk's language is. */
export function accountOf(accounts: VoucherAccounts, key: VoucherKey): VoucherAccount {
  const code = USUAL[key] ?? REST;
  return accounts[key] ?? { code, name: enumLabel('ledgerAccount', code, 'zh') };
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
