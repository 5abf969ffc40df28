import type { ExpenseMapping, ExpenseTexts, JudgedExpense } from '../imports/expense-table';
import type { BudgetLine, ProfitColumn, ProfitMonthFigures } from '../rollups/fold-profit';

/** Profit and loss by month: receipts come from the sums of days, expenses and budgets are entered by hand. */

export interface ExpenseEntry {
  bizDate: string;
  /** Code of a built-in category, or a name of the company's own. */
  category: string;
  /** Never 0; negative for what a supplier gave back. */
  amountFen: number;
  /** Whose expense it is; '' for the company's own. */
  merchantId: string;
  payee: string;
  memo: string;
}

/** As stored: never changed but for being cancelled, and never removed. */
export interface Expense extends ExpenseEntry {
  id: string;
  at: number;
  byName: string;
  /** 0 while it stands. */
  cancelledAt: number;
  cancelledByName: string;
  cancelReason: string;
  /** Of the import it came in by; absent for what was entered one by one. */
  batchId?: string;
}

/** Expenses of one table, which are taken back together. */
export interface ExpenseBatch {
  id: string;
  at: number;
  byName: string;
  fileName: string;
  sha256: string;
  rows: number;
  sumFen: number;
  /** 0 while it stands. */
  revertedAt: number;
  revertedByName: string;
}

export interface ExpenseView extends Expense {
  merchantName: string;
  /** Of a closed month: it can no longer be cancelled. */
  isLocked: boolean;
}

export interface Budget {
  /** `${month}|${line}` */
  id: string;
  /** `YYYY-MM` */
  month: string;
  line: BudgetLine;
  amountFen: number;
  at: number;
  byName: string;
}

export interface BudgetEntry {
  month: string;
  line: BudgetLine;
  /** null: no budget any more, which is not a budget of nought. */
  amountFen: number | null;
}

/** A month that nothing is entered in any more, with what it came to when it was closed. */
export interface ClosedMonth {
  month: string;
  at: number;
  byName: string;
  note: string;
  /** Receipts less refunds and fees; expenses. */
  netFen: number;
  expenseFen: number;
}

export interface ProfitMonth extends ProfitMonthFigures {
  /** `changed`: bills that came later made its receipts others than they were when it was closed. */
  closed: { at: number; byName: string; note: string; changed: boolean } | null;
}

export interface ProfitView {
  months: ProfitMonth[];
  /** Of all months; budgets and deviations of those that have begun. */
  total: ProfitColumn;
  /** Of expenses and budgets in these months, built-in ones first. */
  categories: string[];
  /** Names of the company's own that were used at any time. */
  ownCategories: string[];
  /** Budgets and closing are of the whole: not there for who sees a part, nor for a single merchant. */
  isWhole: boolean;
  /** Whoever sees a part enters expenses of merchants only, none of the company's own. */
  seesAll: boolean;
  /** Last day of any receipt, and when the last bill came; '' and 0 for nothing. */
  asOf: { day: string; importedAt: number };
}

export interface ProfitCommandIo {
  /** Refused for a day of a closed month. */
  'expense.enter': { input: ExpenseEntry; output: { id: string } };
  /** It stays to be seen, and counts no more. */
  'expense.cancel': { input: { id: string; reason: string }; output: void };
  /**
   * Rows of a table as one batch, all or none: each must be good. Repeats are left out unless they are accepted. Remembers what the
   * columns of such a table mean.
   */
  'expense.import': {
    input: {
      fileName: string;
      sha256: string;
      headers: string[];
      mapping: ExpenseMapping;
      rows: ExpenseTexts[];
      acceptRepeats: boolean;
    };
    output: { batchId: string; added: number; repeats: number; sumFen: number };
  };
  /** Cancels what still stands of a batch; refused when one is of a closed month. */
  'expense.revertImport': { input: { batchId: string; reason: string }; output: { cancelled: number } };
  /** All or none; refused when one is of a closed month. */
  'budget.set': { input: { entries: BudgetEntry[] }; output: { changed: number } };
  /** Of a month that is over. */
  'profit.closeMonth': { input: { month: string; note: string }; output: void };
  'profit.reopenMonth': { input: { month: string; reason: string }; output: void };
}

export interface ProfitQueryIo {
  /** Months `YYYY-MM`, both included, at most 36. `merchantId` '' for everything within reach. */
  'profit.read': { input: { from: string; to: string; merchantId: string }; output: ProfitView };
  /** What would become of rows of a table. Nothing is stored. */
  'expense.check': { input: { rows: ExpenseTexts[] }; output: JudgedExpense[] };
  /** What columns of such headers meant when they were imported last; null for headers nobody has seen. */
  'expense.mapping': { input: { headers: string[] }; output: ExpenseMapping | null };
  /** Imports of tables, newest first. */
  'expense.batches': { input: Record<string, never>; output: ExpenseBatch[] };
  /** Newest day first. `sumFen` of those that stand, of all pages; `category` and `merchantId` '' for any. */
  'expense.list': {
    input: { from: string; to: string; category: string; merchantId: string; offset: number; limit: number };
    output: { total: number; sumFen: number; cancelled: number; rows: ExpenseView[] };
  };
}
