import type { Migration } from './define';

/** Ways of paying of a merchant have a table of their own: nobody has said so far. */
export const merchantMethods: Migration = { name: '0019-merchant-methods', tables: {} };
