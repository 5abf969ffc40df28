import type { Migration } from './define';

/** Reports of months are kept: none was made so far. */
export const monthReports: Migration = { name: '0012-month-reports', tables: {} };
