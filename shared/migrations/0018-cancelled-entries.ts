import type { Migration } from './define';

/** Days count the entries that were cancelled; those from before stay counted as revoked payments, as their lines are. */
export const cancelledEntries: Migration = {
  name: '0018-cancelled-entries',
  tables: { txnDays: (row) => ({ cancelled: 0, ...row }) },
};
