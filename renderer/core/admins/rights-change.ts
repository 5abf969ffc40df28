import { permissionsOf } from '@shared/access/can';
import type { Permission } from '@shared/access/resources';
import { findConflicts } from '@shared/access/conflicts';
import { isSuper, type AssignedRights } from '@shared/access/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';

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

/**
 * New conflicts of duties must have been seen by who makes them; those of a super administrator lie in the nature of the thing.
 * @throws Refusal `admin.conflicts_unconfirmed`
 */
export function requireConflictsAccepted(
  ctx: CoreContext,
  before: AdminRow | undefined,
  after: AdminRow,
  accepted: boolean,
): void {
  const had = before ? findConflicts(new Set(rightsIn(ctx, before))) : [];
  const conflicts = findConflicts(new Set(rightsIn(ctx, after))).filter((rule) => !had.includes(rule));
  if (conflicts.length > 0 && !accepted && !isSuper(after)) {
    refuse('admin.conflicts_unconfirmed', { params: { count: conflicts.length } });
  }
}

/** A clerk's password may be too short for a super administrator's: a new one is asked for at the next sign-in. */
export function withRights(admin: AdminRow, rights: AssignedRights): AdminRow {
  const promoted = isSuper(rights) && !isSuper(admin);
  return {
    ...admin,
    level: isSuper(rights) ? 'SUPER' : rights.level === 'SUPER' ? 'SENIOR' : rights.level,
    roleIds: [...rights.roleIds],
    grants: [...rights.grants],
    denies: [...rights.denies],
    scope: rights.scope,
    limits: rights.limits,
    managerId: isSuper(rights) ? '' : rights.managerId,
    mustChangePassword: admin.mustChangePassword || promoted,
    rev: admin.rev + 1,
  };
}
