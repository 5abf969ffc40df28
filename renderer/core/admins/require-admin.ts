import { isSuper, teamOf } from '@shared/access/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { refuse } from '../define';
import { isLastUsableSuper } from '../vault/admin-rules';

export async function getAdmin(uow: UnitOfWork, id: string): Promise<AdminRow> {
  const admin = await uow.table('admins').get(id);
  return admin && admin.state !== 'deleted' ? admin : refuse('admin.not_found');
}

/**
 * Nobody changes what they themselves may do; a super admin manages everybody else, others only who is below them.
 * @throws Refusal `admin.self_change`, `admin.not_yours`
 */
export function requireManageable(ctx: CoreContext, admin: AdminRow): void {
  const { adminId } = ctx.session.actor!;
  if (admin.id === adminId) refuse('admin.self_change');
  const self = ctx.access.admin(adminId);
  if (self && isSuper(self)) return;
  if (isSuper(admin) || !teamOf(adminId, ctx.access.directory.admins).includes(admin.id)) refuse('admin.not_yours');
}

/** Somebody with a password of their own. @throws Refusal `admin.state_not_allowed` */
export function requireSettled({ state }: AdminRow): void {
  if (!['active', 'disabled', 'locked'].includes(state)) refuse('admin.state_not_allowed');
}

/** @throws Refusal `admin.last_super` */
export async function requireAnotherSuper(uow: UnitOfWork, id: string): Promise<void> {
  if (isLastUsableSuper(await uow.table('admins').all(), id)) refuse('admin.last_super');
}
