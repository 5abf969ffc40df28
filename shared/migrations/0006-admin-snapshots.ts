import type { Migration } from './define';

/** What a deleted administrator was and did has a table of its own: nobody was deleted so far. */
export const adminSnapshots: Migration = { name: '0006-admin-snapshots', tables: {} };
