import { teamOf } from '@shared/access/rights';
import { ROLES } from '@shared/access/roles';
import type { RoleInput } from '@shared/contracts/people';
import type { AdminRow, RoleRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { isSuperActor } from './grantable';

/** Everybody who has the role in their row, gone or not. */
export function holdersOf(ctx: CoreContext, roleId: string): AdminRow[] {
  return ctx.access.allAdmins().filter((one) => one.roleIds.includes(roleId));
}

/**
 * Why the actor may not change this role; null when they may. Others than a super administrator change what they made
 * themselves, as long as only their own people hold it: nobody else's rights, and not their own.
 */
export function whyNotEditable(
  ctx: CoreContext,
  role: { id: string; createdBy?: string },
): 'role.built_in' | 'role.not_yours' | 'admin.self_change' | null {
  if (role.id in ROLES) return 'role.built_in';
  if (isSuperActor(ctx)) return null;
  const { adminId } = ctx.session.actor!;
  const holders = holdersOf(ctx, role.id);
  if (holders.some((one) => one.id === adminId)) return 'admin.self_change';
  const team = teamOf(adminId, ctx.access.directory.admins);
  return role.createdBy === adminId && holders.every((one) => team.includes(one.id)) ? null : 'role.not_yours';
}

/** @throws Refusal `role.not_found`, `role.conflict`, `role.built_in`, `role.not_yours`, `admin.self_change` */
export async function getEditableRole(uow: UnitOfWork, ctx: CoreContext, id: string, rev: number): Promise<RoleRow> {
  if (id in ROLES) refuse('role.built_in');
  const role = (await uow.table('roles').get(id)) ?? refuse('role.not_found');
  const why = whyNotEditable(ctx, role);
  if (why) refuse(why);
  return role.rev === rev ? role : refuse('role.conflict');
}

/** Nobody puts into a role what they do not hold. @throws Refusal `admin.beyond_own_rights` */
export function requireOwnPermissions(
  ctx: CoreContext,
  after: Pick<RoleInput, 'permissions'>,
  before: Pick<RoleInput, 'permissions'> | undefined,
): void {
  const { held } = ctx.session.rights!;
  const beyond = after.permissions.filter((one) => !held.has(one) && !before?.permissions.includes(one));
  if (beyond.length === 0) return;
  refuse('admin.beyond_own_rights', {
    params: { count: beyond.length },
    issues: beyond.map((permission) => ({ field: permission, code: 'beyond_own' })),
  });
}

/** Two roles of one name could not be told apart. @throws Refusal `role.name_taken` */
export function requireFreeName(ctx: CoreContext, role: { zh: string; en: string }, exceptId: string): void {
  const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
  const taken = ctx.access
    .allRoles()
    .some((one) => one.id !== exceptId && (same(one.zh, role.zh) || same(one.en, role.en)));
  if (taken) refuse('role.name_taken');
}
