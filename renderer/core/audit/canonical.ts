import type { AuditEntryRow } from '@renderer/data/tables';

/**
 * The text an entry's hash is taken over: JSON of its parts in a fixed order, the previous hash among them. Frozen per
 * version: entries written years ago must still verify. README.md tells a stranger how to check it.
 */
export function canonicalEntry(row: Omit<AuditEntryRow, 'hash'>): string {
  switch (row.v) {
    case undefined:
      return JSON.stringify(firstShape(row));
    case 2:
      return JSON.stringify(secondShape(row));
    default:
      // Of no version there ever was: no hash belongs to it.
      return '';
  }
}

function firstShape(row: Omit<AuditEntryRow, 'hash'>): unknown[] {
  return [
    row.prevHash,
    row.seq,
    row.at,
    row.actorId,
    row.actorName,
    row.roleId,
    row.sessionId,
    row.action,
    row.targetType,
    row.targetId,
    row.targetLabel,
    diffOf(row),
    countsOf(row),
    row.rowsHash,
    row.reason,
    row.result,
    row.appVersion,
  ];
}

function secondShape(row: Omit<AuditEntryRow, 'hash'>): unknown[] {
  return [
    'entry/2',
    row.prevHash,
    row.seq,
    row.at,
    row.tzOffset,
    row.actorId,
    row.actorName,
    row.roleId,
    row.level,
    row.sessionId,
    row.requestId,
    row.action,
    row.targetType,
    row.targetId,
    row.targetLabel,
    diffOf(row),
    countsOf(row),
    row.rowsHash,
    row.rows,
    row.reason,
    row.result,
    row.appVersion,
    row.mac === '' ? 'unsigned' : 'signed',
  ];
}

function diffOf(row: Pick<AuditEntryRow, 'diff'>): string[][] {
  return row.diff.map((d) => [d.field, d.before, d.after]);
}

function countsOf(row: Pick<AuditEntryRow, 'counts'>): [string, number][] {
  return Object.entries(row.counts).sort(([a], [b]) => (a < b ? -1 : 1));
}
