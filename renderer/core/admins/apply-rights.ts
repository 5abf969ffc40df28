import type { Permission } from '@shared/access/resources';
import { isSuper, type AssignedRights } from '@shared/access/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { requireGrantable } from './grantable';
import { requireAnotherSuper, requireManageable } from './require-admin';
import { assignedOf, compareRights, requireConflictsAccepted, withRights } from './rights-change';

export interface RightsEdit {
  rights: AssignedRights;
  reason: string;
  /** Whoever asks was shown the conflicts of duties that this makes. */
  acceptConflicts: boolean;
  changeId: string;
}

/**
 * The only way in which somebody's rights change: within what the actor may give, never the last super administrator's, and
 * kept for the record and until the person has taken note. Needs the tables `admins` and `rightsChanges`.
 * @throws Refusal as `requireManageable`, `requireGrantable` and `requireAnotherSuper`; `admin.conflicts_unconfirmed`
 */
export async function applyRights(
  uow: UnitOfWork,
  ctx: CoreContext,
  before: AdminRow,
  { rights, reason, acceptConflicts, changeId }: RightsEdit,
): Promise<{ rev: number; added: Permission[]; removed: Permission[] }> {
  requireManageable(ctx, before);
  const after = withRights(before, rights);
  requireGrantable(ctx, after, before);
  if (isSuper(before) && !isSuper(after)) await requireAnotherSuper(uow, before.id);
  requireConflictsAccepted(ctx, before, after, acceptConflicts);
  uow.reason = reason;
  await uow.table('admins').put(after);
  const { added, removed } = compareRights(ctx, before, after);
  await uow.table('rightsChanges').put({
    id: changeId,
    adminId: after.id,
    at: uow.now,
    byId: uow.actor!.adminId,
    byName: uow.actor!.name,
    reason,
    before: assignedOf(before),
    after: assignedOf(after),
    added,
    removed,
    ackAt: 0,
  });
  return { rev: after.rev, added, removed };
}
