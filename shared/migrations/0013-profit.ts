import type { Migration } from './define';

/** Expenses, budgets and closed months are kept: there were none so far. */
export const profit: Migration = { name: '0013-profit', tables: {} };
