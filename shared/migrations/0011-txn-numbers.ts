import type { Migration } from './define';

/** Numbers of transactions can be looked up: those stored so far are gathered from their lines when first asked for. */
export const txnNumbers: Migration = { name: '0011-txn-numbers', tables: {} };
