import type { Migration } from './define';

/** Coupons and their uses have tables of their own; sums of days learn of coupons when they are worked out again. */
export const coupons: Migration = { name: '0021-coupons', tables: {} };
