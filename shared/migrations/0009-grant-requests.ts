import type { Migration } from './define';

/** Grants that wait for a second administrator have a table of their own: none waited so far. */
export const grantRequests: Migration = { name: '0009-grant-requests', tables: {} };
