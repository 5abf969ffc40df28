import { z } from 'zod/mini';
import type { BudgetEntry } from '@shared/contracts/profit';
import { MOST_PLAIN_ROWS } from '@shared/imports/plain-table';
import { EXPENSE_CATEGORIES, toCategory } from '@shared/rules/expense-category';
import { categoryOf, type ProfitLine } from '@shared/rollups/fold-profit';
import { isRealMonth, monthsBetween } from '@shared/time/months';
import { bizDateSchema } from '../bills/inputs';

const MOST_FEN = 100_000_000_000;
const MOST_MONTHS = 36;

const note = z.string().check(z.trim(), z.maxLength(200), z.regex(/^\P{Cc}*$/u));
/** A built-in one by any of its names is stored as its code. */
const categorySchema = z.pipe(
  z.string().check(z.trim(), z.minLength(1), z.maxLength(30), z.regex(/^\P{Cc}*$/u)),
  z.transform(toCategory),
);
export const monthSchema = z.string().check(z.refine((text) => isRealMonth(text) && text >= '2000-01'));
export const merchantIdSchema = z.string().check(z.maxLength(120));

export const expenseSchema = z.strictObject({
  bizDate: bizDateSchema.check(z.refine((date) => date >= '2000-01-01')),
  category: categorySchema,
  amountFen: z.int().check(
    z.gte(-MOST_FEN),
    z.lte(MOST_FEN),
    z.refine((fen) => fen !== 0),
  ),
  merchantId: merchantIdSchema,
  payee: note,
  memo: note,
});

const cell = z.string().check(z.maxLength(500));

/** Rows of a table as they stand in it. */
export const expenseTextsSchema = z
  .array(
    z.strictObject({
      line: z.int().check(z.gte(1), z.lte(2_000_000)),
      ...{ date: cell, category: cell, amount: cell, merchant: cell, payee: cell, memo: cell },
    }),
  )
  .check(z.minLength(1), z.maxLength(MOST_PLAIN_ROWS));
export const headersSchema = z.array(cell).check(z.minLength(1), z.maxLength(60));

export const budgetSchema = z
  .array(
    z.strictObject({
      month: monthSchema,
      line: z.string().check(z.refine(isBudgetLine)),
      amountFen: z.nullable(z.int().check(z.gte(0), z.lte(MOST_FEN))),
    }),
  )
  .check(z.minLength(1), z.maxLength(1_000)) as unknown as z.ZodMiniType<BudgetEntry[]>;

export const monthSpan = { from: monthSchema, to: monthSchema };

export function isShortSpan({ from, to }: { from: string; to: string }): boolean {
  return from <= to && monthsBetween(from, to).length <= MOST_MONTHS;
}

function isBudgetLine(line: string): boolean {
  if (line === 'income' || line === 'refunds' || line === 'fees') return true;
  const category = categoryOf(line as ProfitLine);
  const isTidy = toCategory(category) === category && category.length <= 30 && !/\p{Cc}/u.test(category);
  return category !== '' && (EXPENSE_CATEGORIES.includes(category) || isTidy);
}
