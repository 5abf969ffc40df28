import { netFenOf, toPpm, type MoneySums } from './money-sums';

/** A line that can be planned. */
export type BudgetLine = 'income' | 'refunds' | 'fees' | `expense:${string}`;
/** `net`: income less refunds and fees; `profit`: net less all expenses. */
export type ProfitLine = BudgetLine | 'net' | 'expenses' | 'profit';

export interface ProfitCell {
  /** null where nothing is known: no bills, no expenses. */
  actualFen: number | null;
  /** null where nothing was planned. */
  budgetFen: number | null;
  /** By how much the actual is more than the budget; null where there is none, or the month is still to come. */
  deviationFen: number | null;
}

export interface ProfitColumn {
  /** By line; a category that is not there has neither expenses nor a budget. */
  cells: Partial<Record<ProfitLine, ProfitCell>>;
  /** Profit of what was received and not given back, in ppm; null where there is none. */
  marginPpm: number | null;
}

export interface ProfitMonthFigures extends ProfitColumn {
  /** `YYYY-MM` */
  month: string;
  /** Days there are bills of. */
  days: number;
  daysInMonth: number;
  state: 'over' | 'running' | 'ahead';
}

/** What a month is folded from. */
export interface MonthParts {
  month: string;
  daysInMonth: number;
  days: number;
  state: ProfitMonthFigures['state'];
  sums: MoneySums;
  /** Standing expenses. */
  expenses: readonly { category: string; amountFen: number }[];
  budgets: readonly { line: BudgetLine; amountFen: number }[];
}

const RECEIPTS = ['income', 'refunds', 'fees'] as const;

export function expenseLine(category: string): `expense:${string}` {
  return `expense:${category}`;
}

/** The category of a line; '' when it is none of expenses. */
export function categoryOf(line: ProfitLine): string {
  return line.startsWith('expense:') ? line.slice('expense:'.length) : '';
}

/** More of it is worse: of a cost, being over budget is bad. */
export function isCost(line: ProfitLine): boolean {
  return line === 'refunds' || line === 'fees' || line === 'expenses' || categoryOf(line) !== '';
}

/** One month, from what came in, what was spent and what was planned. */
export function foldMonth({ month, daysInMonth, days, state, ...parts }: MonthParts): ProfitMonthFigures {
  const actual = actualsOf(days, parts);
  const budget = budgetsOf(parts.budgets);
  const lines = new Set<ProfitLine>([...RECEIPTS, 'net', 'expenses', 'profit', ...actual.keys(), ...budget.keys()]);
  const cells: ProfitColumn['cells'] = {};
  for (const line of lines) {
    const budgetFen = budget.get(line) ?? null;
    const hasBegun = state !== 'ahead';
    // Nothing spent of what was planned is nought; nothing received is unknown where there are no bills.
    const actualFen = actual.get(line) ?? (isExpense(line) && budgetFen !== null && hasBegun ? 0 : null);
    const deviationFen = budgetFen !== null && actualFen !== null && hasBegun ? actualFen - budgetFen : null;
    cells[line] = { actualFen, budgetFen, deviationFen };
  }
  return { month, days, daysInMonth, state, cells, marginPpm: marginOf(cells) };
}

/** Several months together: amounts of all, budgets of those that have begun, deviations as the months have them. */
export function foldTotal(months: readonly ProfitMonthFigures[]): ProfitColumn {
  const cells: ProfitColumn['cells'] = {};
  for (const month of months) {
    for (const [line, cell] of Object.entries(month.cells) as [ProfitLine, ProfitCell][]) {
      const sum = (cells[line] ??= { actualFen: null, budgetFen: null, deviationFen: null });
      sum.actualFen = add(sum.actualFen, cell.actualFen);
      sum.deviationFen = add(sum.deviationFen, cell.deviationFen);
      if (month.state !== 'ahead') sum.budgetFen = add(sum.budgetFen, cell.budgetFen);
    }
  }
  return { cells, marginPpm: marginOf(cells) };
}

/** Part of the budget that a deviation is, in ppm; null where nothing was planned. */
export function deviationPpm({ budgetFen, deviationFen }: ProfitCell): number | null {
  return deviationFen === null || !budgetFen ? null : toPpm(deviationFen, Math.abs(budgetFen));
}

function actualsOf(days: number, { sums, expenses }: Pick<MonthParts, 'sums' | 'expenses'>): Map<ProfitLine, number> {
  const amounts = new Map<ProfitLine, number>();
  if (days > 0) {
    amounts.set('income', sums.settleFen);
    amounts.set('refunds', sums.refundFen);
    amounts.set('fees', sums.feeFen);
    amounts.set('net', netFenOf(sums));
  }
  for (const { category, amountFen } of expenses) {
    const line = expenseLine(category);
    amounts.set(line, (amounts.get(line) ?? 0) + amountFen);
    amounts.set('expenses', (amounts.get('expenses') ?? 0) + amountFen);
  }
  const [net, spent] = [amounts.get('net'), amounts.get('expenses')];
  if (net !== undefined || spent !== undefined) amounts.set('profit', (net ?? 0) - (spent ?? 0));
  return amounts;
}

/** What is planned of the lines that others are made of; a profit only where there is an income to make it from. */
function budgetsOf(budgets: MonthParts['budgets']): Map<ProfitLine, number> {
  const amounts = new Map<ProfitLine, number>(budgets.map(({ line, amountFen }) => [line, amountFen]));
  const spent = budgets.filter(({ line }) => isExpense(line)).map(({ amountFen }) => amountFen);
  if (spent.length > 0)
    amounts.set(
      'expenses',
      spent.reduce((sum, fen) => sum + fen, 0),
    );
  const income = amounts.get('income');
  if (income !== undefined) {
    const net = income - (amounts.get('refunds') ?? 0) - (amounts.get('fees') ?? 0);
    amounts.set('net', net);
    amounts.set('profit', net - (amounts.get('expenses') ?? 0));
  }
  return amounts;
}

function marginOf(cells: ProfitColumn['cells']): number | null {
  const kept = (cells.income?.actualFen ?? 0) - (cells.refunds?.actualFen ?? 0);
  const profit = cells.profit?.actualFen ?? null;
  return profit === null || kept <= 0 ? null : toPpm(profit, kept);
}

function isExpense(line: ProfitLine): boolean {
  return line === 'expenses' || categoryOf(line) !== '';
}

function add(sum: number | null, more: number | null): number | null {
  return more === null ? sum : (sum ?? 0) + more;
}
