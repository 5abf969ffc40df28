import type { Migration } from './define';

/** Merchants may have people beside their owner: nobody so far. */
export const merchantTeams: Migration = { name: '0010-merchant-teams', tables: {} };
