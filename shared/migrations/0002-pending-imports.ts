import type { Migration } from './define';

/** Imports that were not finished are kept in a table of their own; a remembered mapping also remembers settled values. */
export const pendingImports: Migration = {
  name: '0002-pending-imports',
  tables: {
    importMappings: (row) => ({ values: {}, ...row }),
  },
};
