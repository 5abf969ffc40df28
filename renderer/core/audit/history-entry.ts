import type { HistoryEntry } from '@shared/contracts/core';
import type { AuditEntryRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';

type Diff = AuditEntryRow['diff'];

/** Fields that hold the id of an admin. */
const PEOPLE: readonly string[] = ['ownerId', 'managerId', 'reviewerId'];

/** An entry as a record's history shows it, with the part of it that concerns the record. */
export function toHistoryEntry(ctx: CoreContext, entry: AuditEntryRow, diff: Diff = entry.diff): HistoryEntry {
  const { seq, at, actorName: by, action, reason } = entry;
  return { seq, at, by, action, reason, diff: namePeople(ctx, diff) };
}

/** People by name: a reader of the log need not be one who may list administrators. What was hashed is not touched. */
export function namePeople(ctx: CoreContext, diff: Diff): Diff {
  const nameOf = (id: string): string => ctx.access.admin(id)?.name ?? id;
  return diff.map((d) =>
    PEOPLE.includes(d.field) ? { field: d.field, before: nameOf(d.before), after: nameOf(d.after) } : d,
  );
}
