import { permissionsOf } from '@shared/access/can';
import type { Permission } from '@shared/access/resources';
import type { AssignedRights } from '@shared/access/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';

/** What a row's rights come to, with everything else as it is. */
export function rightsIn(ctx: CoreContext, admin: AdminRow): Permission[] {
  return permissionsOf(ctx.access.rightsWith(admin, ctx.now()));
}

export function compareRights(
  ctx: CoreContext,
  before: AdminRow,
  after: AdminRow,
): { added: Permission[]; removed: Permission[] } {
  const had = rightsIn(ctx, before);
  const has = rightsIn(ctx, after);
  return {
    added: has.filter((permission) => !had.includes(permission)),
    removed: had.filter((permission) => !has.includes(permission)),
  };
}

export function assignedOf({ level, roleIds, grants, denies, scope, limits, managerId }: AdminRow): AssignedRights {
  return { level, roleIds, grants, denies, scope, limits, managerId };
}
