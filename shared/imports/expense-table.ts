import type { ExpenseEntry } from '../contracts/profit';
import { parseYuan } from '../money/yuan';
import { toCategory } from '../rules/expense-category';
import { parseDate } from '../time/parse-date';
import type { PlainTable } from './plain-table';

/** Expenses in a table: what its columns are called, and what a row of it says. */

export const EXPENSE_FIELDS = ['date', 'category', 'amount', 'merchant', 'payee', 'memo'] as const;
export type ExpenseField = (typeof EXPENSE_FIELDS)[number];
export type ExpenseMapping = Partial<Record<ExpenseField, number>>;

export const NEEDED_EXPENSE_FIELDS: readonly ExpenseField[] = ['date', 'category', 'amount'];

export const EXPENSE_HEADERS: Readonly<Record<ExpenseField, readonly string[]>> = {
  date: ['日期', '费用日期', '发生日期', '付款日期', '支付日期', '记账日期', '业务日期', 'DATE'],
  category: ['类别', '费用类别', '费用类型', '费用科目', '科目', '类型', '分类', 'CATEGORY', 'TYPE'],
  amount: ['金额', '费用金额', '付款金额', '支出金额', '支出', '价税合计', 'AMOUNT'],
  merchant: ['商户', '商户编号', '商户号', '商户名称', '所属商户', '门店', '门店名称', 'MERCHANT', 'MERCHANTNO'],
  payee: ['收款方', '收款人', '收款单位', '供应商', '对方单位', 'PAYEE', 'SUPPLIER'],
  memo: ['备注', '说明', '摘要', '用途', '事由', 'MEMO', 'NOTE', 'REMARK'],
};

/** A row as it stands in the table. */
export type ExpenseTexts = Record<ExpenseField, string> & { line: number };

export type ExpenseIssue =
  | 'required'
  | 'date.invalid'
  | 'date.future'
  | 'amount.invalid'
  | 'amount.zero'
  | 'amount.large'
  | 'text.long'
  | 'merchant.unknown'
  | 'merchant.several'
  | 'merchant.needed'
  | 'month.closed';

export interface JudgedExpense {
  line: number;
  /** Null where something is wrong. */
  entry: ExpenseEntry | null;
  merchantName: string;
  issues: { field: ExpenseField; code: ExpenseIssue }[];
  /** The same is stored, or stands above it in the table. */
  isRepeat: boolean;
}

/** What the rest of the books knows. */
export interface ExpenseKnowledge {
  today: string;
  isClosed: (month: string) => boolean;
  /** By number or name. */
  merchant: (text: string) => { id: string; name: string } | 'unknown' | 'several';
  /** The company's own are for who sees everything. */
  needsMerchant: boolean;
  isStored: (entry: ExpenseEntry) => boolean;
}

const MOST_FEN = 100_000_000_000;
const MOST_NOTE = 200;
const MOST_CATEGORY = 30;

export function expenseTexts({ rows }: Pick<PlainTable, 'rows'>, mapping: ExpenseMapping): ExpenseTexts[] {
  return rows.map(({ line, cells }) => {
    const texts = Object.fromEntries(EXPENSE_FIELDS.map((field) => [field, cells[mapping[field] ?? -1] ?? '']));
    return { ...(texts as Record<ExpenseField, string>), line };
  });
}

/** Row by row; a row equal to one above it, or to one that is stored, is a repeat. */
export function judgeExpenses(rows: readonly ExpenseTexts[], known: ExpenseKnowledge): JudgedExpense[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const judged = judgeOne(row, known);
    if (!judged.entry) return judged;
    const key = expenseKey(judged.entry);
    const isRepeat = seen.has(key) || known.isStored(judged.entry);
    seen.add(key);
    return { ...judged, isRepeat };
  });
}

/** Two expenses with the same key say the same. */
export function expenseKey({ bizDate, category, amountFen, merchantId, payee, memo }: ExpenseEntry): string {
  return JSON.stringify([bizDate, category, amountFen, merchantId, payee, memo]);
}

function judgeOne(row: ExpenseTexts, known: ExpenseKnowledge): JudgedExpense {
  const issues: JudgedExpense['issues'] = [];
  const tell = (field: ExpenseField, code: ExpenseIssue): void => void issues.push({ field, code });
  for (const field of NEEDED_EXPENSE_FIELDS) if (row[field] === '') tell(field, 'required');
  const bizDate = row.date === '' ? '' : parseDate(row.date);
  if (row.date !== '' && (bizDate === '' || bizDate < '2000-01-01')) tell('date', 'date.invalid');
  else if (bizDate > known.today) tell('date', 'date.future');
  else if (bizDate !== '' && known.isClosed(bizDate.slice(0, 7))) tell('date', 'month.closed');
  const amount = row.amount === '' ? null : parseYuan(row.amount);
  const amountFen = amount?.ok ? amount.value : 0;
  if (amount && !amount.ok) tell('amount', 'amount.invalid');
  else if (amount && amountFen === 0) tell('amount', 'amount.zero');
  else if (Math.abs(amountFen) > MOST_FEN) tell('amount', 'amount.large');
  const category = toCategory(row.category);
  if (category.length > MOST_CATEGORY) tell('category', 'text.long');
  for (const field of ['payee', 'memo'] as const) if (row[field].length > MOST_NOTE) tell(field, 'text.long');
  const merchant = row.merchant === '' ? null : known.merchant(row.merchant);
  if (merchant === 'unknown' || merchant === 'several') tell('merchant', `merchant.${merchant}`);
  if (merchant === null && known.needsMerchant) tell('merchant', 'merchant.needed');
  const found = typeof merchant === 'object' ? merchant : null;
  const { line, payee, memo } = row;
  const entry = { bizDate, category, amountFen, merchantId: found?.id ?? '', payee: plain(payee), memo: plain(memo) };
  return {
    line,
    entry: issues.length === 0 ? entry : null,
    merchantName: found?.name ?? '',
    issues,
    isRepeat: false,
  };
}

/** Line breaks of a cell have no place in a note. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
