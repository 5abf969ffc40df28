import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  categoryOf,
  deviationPpm,
  expenseLine,
  foldMonth,
  foldTotal,
  isCost,
  type BudgetLine,
  type MonthParts,
} from '@shared/rollups/fold-profit';
import { netFenOf, noMoney } from '@shared/rollups/money-sums';

const parts = (change: Partial<MonthParts> = {}): MonthParts => ({
  month: '2025-06',
  daysInMonth: 30,
  days: 30,
  state: 'over',
  sums: { ...noMoney(), payments: 10, settleFen: 100_000, refundFen: 4_000, feeFen: 600 },
  expenses: [],
  budgets: [],
  ...change,
});
const budget = (line: BudgetLine, amountFen: number) => ({ line, amountFen });

describe('a month of profit and loss', () => {
  it('takes refunds, fees and expenses from income', () => {
    const expenses = [
      { category: 'RENT', amountFen: 30_000 },
      { category: 'RENT', amountFen: -2_000 },
      { category: '园区物业', amountFen: 1 },
    ];
    const { cells, marginPpm } = foldMonth(parts({ expenses }));
    const actual = Object.fromEntries(Object.entries(cells).map(([line, cell]) => [line, cell?.actualFen]));
    expect(actual).toEqual({
      income: 100_000,
      refunds: 4_000,
      fees: 600,
      net: 95_400,
      'expense:RENT': 28_000,
      'expense:园区物业': 1,
      expenses: 28_001,
      profit: 67_399,
    });
    expect(marginPpm).toBe(702_073);
  });

  it('knows nothing of receipts without bills, and a loss where there are expenses all the same', () => {
    const none = foldMonth(parts({ days: 0, sums: noMoney() }));
    expect(none.cells.income?.actualFen).toBeNull();
    expect(none.cells.profit?.actualFen).toBeNull();
    const spent = foldMonth(parts({ days: 0, sums: noMoney(), expenses: [{ category: 'RENT', amountFen: 500 }] }));
    expect(spent.cells.net?.actualFen).toBeNull();
    expect(spent.cells.profit?.actualFen).toBe(-500);
    expect(spent.marginPpm).toBeNull();
  });

  it('compares with what was planned, line by line and for what lines come to', () => {
    const budgets = [budget('income', 90_000), budget('fees', 540), budget('expense:RENT', 20_000)];
    const { cells } = foldMonth(parts({ budgets, expenses: [{ category: 'RENT', amountFen: 21_000 }] }));
    expect(cells.income).toEqual({ actualFen: 100_000, budgetFen: 90_000, deviationFen: 10_000 });
    expect(cells.refunds?.deviationFen).toBeNull();
    expect(cells.net).toMatchObject({ budgetFen: 89_460, deviationFen: 5_940 });
    expect(cells.expenses).toMatchObject({ budgetFen: 20_000, deviationFen: 1_000 });
    expect(cells.profit).toMatchObject({ budgetFen: 69_460, deviationFen: 4_940 });
    expect(deviationPpm(cells['expense:RENT']!)).toBe(50_000);
    expect(deviationPpm(cells.refunds!)).toBeNull();
  });

  it('counts what was planned and not spent as nought, once the month has begun', () => {
    const budgets = [budget('expense:RENT', 20_000)];
    expect(foldMonth(parts({ budgets })).cells['expense:RENT']).toMatchObject({ actualFen: 0, deviationFen: -20_000 });
    const ahead = foldMonth(parts({ budgets, state: 'ahead', days: 0, sums: noMoney() }));
    expect(ahead.cells['expense:RENT']).toEqual({ actualFen: null, budgetFen: 20_000, deviationFen: null });
    expect(ahead.cells.profit).toEqual({ actualFen: null, budgetFen: null, deviationFen: null });
  });

  it('tells costs from gains', () => {
    expect(['refunds', 'fees', 'expenses', expenseLine('RENT')].every((line) => isCost(line as BudgetLine))).toBe(true);
    expect(isCost('income') || isCost('net') || isCost('profit')).toBe(false);
    expect(categoryOf(expenseLine('a:b'))).toBe('a:b');
    expect(categoryOf('expenses')).toBe('');
  });
});

const fen = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const category = fc.constantFrom('RENT', 'WAGES', '园区物业');
const month = fc.record({
  days: fc.integer({ min: 0, max: 30 }),
  state: fc.constantFrom('over', 'running', 'ahead' as const),
  sums: fc.record({ settleFen: fen, refundFen: fen, feeFen: fen }).map((sums) => ({ ...noMoney(), ...sums })),
  expenses: fc.array(fc.record({ category, amountFen: fen }), { maxLength: 20 }),
  budgets: fc.uniqueArray(
    fc.record({
      line: fc.oneof(fc.constantFrom<BudgetLine>('income', 'refunds', 'fees'), category.map(expenseLine)),
      amountFen: fen,
    }),
    { selector: ({ line }) => line },
  ),
});

describe('months together', () => {
  it('are the sum of their lines, and profit is what is left, to the fen', () => {
    fc.assert(
      fc.property(fc.array(month, { maxLength: 12 }), (given) => {
        const months = given.map((one) => foldMonth(parts(one as Partial<MonthParts>)));
        const { cells } = foldTotal(months);
        const spent = given.flatMap(({ expenses }) => expenses).reduce((sum, { amountFen }) => sum + amountFen, 0);
        const net = given.filter(({ days }) => days > 0).reduce((sum, { sums }) => sum + netFenOf(sums), 0);
        expect(cells.expenses?.actualFen ?? 0).toBe(spent);
        expect(cells.net?.actualFen ?? 0).toBe(net);
        expect(cells.profit?.actualFen ?? 0).toBe(net - spent);
        const byCategory = Object.entries(cells).filter(([line]) => line.startsWith('expense:'));
        expect(byCategory.reduce((sum, [, cell]) => sum + (cell?.actualFen ?? 0), 0)).toBe(spent);
      }),
    );
  });

  it('deviate by what the months deviate by, and months to come are no part of the budget yet', () => {
    fc.assert(
      fc.property(fc.array(month, { maxLength: 12 }), (given) => {
        const months = given.map((one) => foldMonth(parts(one as Partial<MonthParts>)));
        for (const [line, cell] of Object.entries(foldTotal(months).cells)) {
          const begun = months.filter(({ state }) => state !== 'ahead').map(({ cells }) => cells[line as BudgetLine]);
          const sum = (name: 'budgetFen' | 'deviationFen'): number =>
            begun.reduce((all, one) => all + (one?.[name] ?? 0), 0);
          expect(cell?.budgetFen ?? 0).toBe(sum('budgetFen'));
          expect(cell?.deviationFen ?? 0).toBe(sum('deviationFen'));
        }
      }),
    );
  });
});
