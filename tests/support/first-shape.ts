import { MIGRATIONS } from '@shared/migrations';

/** The tables and indexes of the first released shape. */
export const FIRST_SCHEMA = {
  meta: 'key',
  admins: 'id, &loginKey',
  audit: 'seq, at, targetId, action, actorId, result',
  merchantBlocks: 'id, batchId',
  merchantRows: 'id',
  importBatches: 'id, at, sha256',
  importBefore: 'id, batchId',
  importMappings: 'fingerprint',
  drafts: 'id, adminId',
  views: 'id',
};

export type Row = Record<string, unknown>;

/** What today's core stored, as the first release would have stored it. */
export function asFirstStored(table: string, row: Row): Row {
  if (table === 'importMappings') return { fingerprint: row['fingerprint'], mapping: row['mapping'], savedAt: 1 };
  if (table !== 'admins') return row;
  const rights = ['level', 'roleIds', 'grants', 'denies', 'scope', 'limits', 'managerId'];
  const people = ['mobileBox', 'mobileMask', 'mobileKey', 'wechatId', 'stateReason', 'stateAt', 'invite'];
  const added = [...rights, ...people];
  const kept = Object.fromEntries(Object.entries(row).filter(([field]) => !added.includes(field)));
  return { ...kept, roleId: (row['roleIds'] as string[])[0] };
}

/** A row of a table of the first shape, as the program of a later shape left it. */
export function asStoredIn(version: number, table: string, row: Row): Row {
  return MIGRATIONS.slice(0, version - 1).reduce(
    (stored, { tables }) => tables[table]?.(stored) ?? stored,
    asFirstStored(table, row),
  );
}
