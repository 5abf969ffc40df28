import { computeAssigned, isSuper, teamOf } from '@shared/access/rights';
import type { Permission } from '@shared/access/resources';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { refuse } from '../define';

export function isSuperActor(ctx: CoreContext): boolean {
  const self = ctx.access.admin(ctx.session.actor!.adminId);
  return self !== undefined && isSuper(self);
}

/** Permissions assigned to `after` and not to `before` that the actor does not hold. */
export function beyondOwn(ctx: CoreContext, after: AdminRow, before: AdminRow | undefined): Permission[] {
  const held = ctx.session.rights!.held;
  const had = before ? assigned(ctx, before) : new Set<Permission>();
  return [...assigned(ctx, after)].filter((permission) => !held.has(permission) && !had.has(permission));
}

/**
 * Whether the actor may leave an admin with these rights. What comes of them never reaches beyond the manager's in any case
 * (`computeRights`); here who asks is told, instead of being given less than they asked for.
 * @throws Refusal `role.not_found`, `admin.super_only`, `admin.not_yours`, `admin.manager_circle`, `admin.beyond_own_rights`
 */
export function requireGrantable(ctx: CoreContext, after: AdminRow, before: AdminRow | undefined): void {
  if (after.roleIds.some((id) => !ctx.access.role(id))) refuse('role.not_found');
  const actorId = ctx.session.actor!.adminId;
  if (!isSuperActor(ctx)) {
    if (isSuper(after)) refuse('admin.super_only');
    if (!teamOf(actorId, ctx.access.directory.admins).includes(after.managerId)) refuse('admin.not_yours');
  }
  if (isCircle(ctx, after)) refuse('admin.manager_circle');
  const beyond = beyondOwn(ctx, after, before);
  if (beyond.length > 0) {
    refuse('admin.beyond_own_rights', {
      params: { count: beyond.length },
      issues: beyond.map((permission) => ({ field: permission, code: 'beyond_own' })),
    });
  }
}

function assigned(ctx: CoreContext, admin: AdminRow): Set<Permission> {
  const admins = new Map(ctx.access.directory.admins).set(admin.id, admin);
  const { held } = computeAssigned(admin.id, { ...ctx.access.directory, admins }, ctx.now());
  return new Set(held.keys());
}

function isCircle(ctx: CoreContext, admin: AdminRow): boolean {
  const seen = new Set([admin.id]);
  for (let id = admin.managerId; id !== ''; id = ctx.access.admin(id)?.managerId ?? '') {
    if (seen.has(id)) return true;
    seen.add(id);
  }
  return false;
}
