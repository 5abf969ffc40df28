import type { Migration } from './define';

/** What guards an account beside its password has a table of its own: nobody has a second factor yet. */
export const guards: Migration = { name: '0003-guards', tables: {} };
