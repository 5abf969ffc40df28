import type { Migration } from './define';

/** Bills, their transactions and channels have tables of their own: there are none yet. */
export const bills: Migration = { name: '0007-bills', tables: {} };
