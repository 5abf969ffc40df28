import type { Migration } from './define';

/** Tables whose columns somebody named have a table of their own: there are none so far. */
export const billLayouts: Migration = { name: '0016-bill-layouts', tables: {} };
