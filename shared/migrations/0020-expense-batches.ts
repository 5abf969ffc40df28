import type { Migration } from './define';

/** Imports of expenses have a table of their own: there are none so far. */
export const expenseBatches: Migration = { name: '0020-expense-batches', tables: {} };
