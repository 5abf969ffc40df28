import type { Migration } from './define';

/** Payers of each day have a table of their own. What earlier bills tell of them is counted when somebody asks for it. */
export const payerDays: Migration = { name: '0017-payer-days', tables: {} };
