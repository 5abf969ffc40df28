import type { Migration } from './define';

/** Terms of accounts and the fees expected of them have tables of their own: nobody has agreed on any so far. */
export const channelTerms: Migration = { name: '0015-channel-terms', tables: {} };
