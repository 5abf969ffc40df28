import type { Migration } from './define';

/** Rules of reminders and what they found have tables of their own: there are none yet. */
export const reminders: Migration = { name: '0014-reminders', tables: {} };
