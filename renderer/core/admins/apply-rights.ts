import type { Permission } from '@shared/access/resources';
import { isSuper, type AssignedRights } from '@shared/access/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { requireGrantable } from './grantable';
import { requireAnotherSuper, requireManageable } from './require-admin';
import { assignedOf, compareRights, requireConflictsAccepted, withRights } from './rights-change';
import { mustWait, putRequest, riskyFor, secondsFor } from './second-admin';

export interface RightsEdit {
  rights: AssignedRights;
  reason: string;
  /** Whoever asks was shown the conflicts of duties that this makes. */
  acceptConflicts: boolean;
  /** Of the change, or of the request when it must wait. */
  changeId: string;
  /** Whose change it is beside the actor's: who asked, where the actor confirms. */
  askedBy?: string;
}

export interface RightsDone {
  rev: number;
  added: Permission[];
  removed: Permission[];
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
  { rights, reason, acceptConflicts, changeId, askedBy }: RightsEdit,
): Promise<RightsDone> {
  const after = await checkRights(uow, ctx, before, rights, acceptConflicts);
  uow.reason = reason;
  await uow.table('admins').put(after);
  const { added, removed } = compareRights(ctx, before, after);
  await uow.table('rightsChanges').put({
    id: changeId,
    adminId: after.id,
    at: uow.now,
    byId: uow.actor!.adminId,
    byName: askedBy === undefined ? uow.actor!.name : `${askedBy} / ${uow.actor!.name}`,
    reason,
    before: assignedOf(before),
    after: assignedOf(after),
    added,
    removed,
    ackAt: 0,
  });
  return { rev: after.rev, added, removed };
}

/**
 * The same, or a request where a second administrator must confirm it: then nothing is changed. Needs `meta` and
 * `grantRequests` besides.
 * @throws Refusal as `applyRights`; `grant.waiting`
 */
export async function applyOrAsk(
  uow: UnitOfWork,
  ctx: CoreContext,
  before: AdminRow,
  edit: RightsEdit,
): Promise<RightsDone & { requestId: string }> {
  const after = await checkRights(uow, ctx, before, edit.rights, edit.acceptConflicts);
  const risky = riskyFor(ctx, before, after);
  const changes = compareRights(ctx, before, after);
  if (risky.length === 0 || !(await mustWait(uow, secondsFor(ctx, after, [...risky, ...changes.added])))) {
    return { ...(await applyRights(uow, ctx, before, edit)), requestId: '' };
  }
  const requestId = await putRequest(uow, edit.changeId, {
    kind: 'admin',
    targetId: before.id,
    targetName: before.name,
    asked: { kind: 'admin', before: assignedOf(before), after: assignedOf(after) },
    risky,
    ...changes,
    acceptConflicts: edit.acceptConflicts,
    reason: edit.reason,
  });
  return { rev: before.rev, added: [], removed: [], requestId };
}

async function checkRights(
  uow: UnitOfWork,
  ctx: CoreContext,
  before: AdminRow,
  rights: AssignedRights,
  acceptConflicts: boolean,
): Promise<AdminRow> {
  requireManageable(ctx, before);
  const after = withRights(before, rights);
  requireGrantable(ctx, after, before);
  if (isSuper(before) && !isSuper(after)) await requireAnotherSuper(uow, before.id);
  requireConflictsAccepted(ctx, before, after, acceptConflicts);
  return after;
}
