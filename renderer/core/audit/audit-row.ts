import type { AuditRow } from '@shared/contracts/audit';
import type { AuditEntryRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { toHistoryEntry } from './history-entry';

/** An entry as the window sees it. */
export async function toAuditRow(ctx: CoreContext, row: AuditEntryRow): Promise<AuditRow> {
  const rights = ['admin.setRights', 'grant.approve'].includes(row.action) ? await findRightsChange(ctx, row) : null;
  return {
    ...toHistoryEntry(ctx, row),
    actorId: row.actorId,
    targetType: row.targetType,
    targetId: row.targetId,
    targetLabel: row.targetLabel,
    result: row.result,
    tzOffset: row.tzOffset ?? null,
    roleId: row.roleId,
    level: row.level ?? '',
    sessionId: row.sessionId,
    requestId: row.requestId ?? '',
    appVersion: row.appVersion,
    hash: row.hash,
    keptRows: row.rows ?? 0,
    ...(rights && { rights }),
    ...(Object.keys(row.counts).length > 0 && { counts: row.counts }),
  };
}

/** Kept apart from the entry, by the same deed at the same moment. */
async function findRightsChange(ctx: CoreContext, row: AuditEntryRow): Promise<AuditRow['rights'] | null> {
  const changes = await ctx.db.table('rightsChanges').where('at').equals(row.at).toArray();
  const change = changes.find((one) => one.adminId === row.targetId);
  return change ? { added: change.added, removed: change.removed } : null;
}
