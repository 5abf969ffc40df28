import { isSuper } from '@shared/access/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { assignedOf, compareRights } from './rights-change';
import { mustWait, putRequest, riskyFor, secondsFor } from './second-admin';

/**
 * Stores somebody new. Where what they are to hold must be confirmed by a second administrator they come without any rights,
 * and a request waits. Needs `admins`, `meta` and `grantRequests`. Returns the request's id, or ''.
 * @throws Refusal `grant.waiting`
 */
export async function addOrAsk(
  uow: UnitOfWork,
  ctx: CoreContext,
  admin: AdminRow,
  requestId: string,
  acceptConflicts = true,
): Promise<string> {
  const bare: AdminRow = {
    ...admin,
    level: 'JUNIOR',
    roleIds: [],
    grants: [],
    denies: [],
    limits: {},
    scope: { kind: 'self' },
  };
  const risky = riskyFor(ctx, bare, admin);
  const changes = compareRights(ctx, bare, admin);
  if (risky.length === 0 || !(await mustWait(uow, secondsFor(ctx, admin, [...risky, ...changes.added])))) {
    await uow.table('admins').put(admin);
    return '';
  }
  await uow.table('admins').put(bare);
  return putRequest(uow, requestId, {
    kind: 'admin',
    targetId: admin.id,
    targetName: admin.name,
    asked: {
      kind: 'admin',
      before: assignedOf(bare),
      after: { ...assignedOf(admin), managerId: isSuper(admin) ? '' : admin.managerId },
    },
    risky,
    ...changes,
    acceptConflicts,
    reason: '',
  });
}
