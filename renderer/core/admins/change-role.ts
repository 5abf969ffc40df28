import type { Permission } from '@shared/access/resources';
import type { Directory } from '@shared/access/rights';
import type { RoleInput } from '@shared/contracts/people';
import type { RoleRow } from '@renderer/data/tables';
import type { UnitOfWork } from '@renderer/data/unit-of-work';
import type { CoreContext } from '../context';
import { effectsOf, requireAccepted, tellAffected, type RightsEffect } from './rights-effect';
import { getEditableRole, requireFreeName, requireOwnPermissions } from './role-rules';
import { mustWait, putRequest, riskyIn, secondsForRole } from './second-admin';

export interface RoleEdit {
  id: string;
  rev: number;
  role: RoleInput;
  reason: string;
  acceptConflicts: boolean;
  /** As many as there are admins. */
  noticeIds: readonly string[];
}

interface Checked {
  before: RoleRow;
  after: RoleRow;
  effects: RightsEffect[];
  next: Directory;
}

/**
 * Changes a role for everybody who holds it. Needs the tables `roles`, `admins` and `rightsChanges`.
 * @throws Refusal as `getEditableRole`, `requireFreeName`, `requireOwnPermissions`, `requireAccepted`
 */
export async function changeRole(uow: UnitOfWork, ctx: CoreContext, edit: RoleEdit): Promise<void> {
  await store(uow, edit, await checkRole(uow, ctx, edit));
}

/**
 * The same, or a request where it gives anybody high-risk rights and a second administrator must confirm. Needs `meta` and
 * `grantRequests` besides.
 * @throws Refusal as `changeRole`; `grant.waiting`
 */
export async function changeOrAsk(
  uow: UnitOfWork,
  ctx: CoreContext,
  edit: RoleEdit,
  requestId: string,
): Promise<{ rev: number; affected: number; requestId: string }> {
  const checked = await checkRole(uow, ctx, edit);
  const { before, after, effects, next } = checked;
  const affected = effects.length;
  const risky = unique(riskyIn(ctx, effects, next).flat());
  if (risky.length === 0 || !(await mustWait(uow, secondsForRole(ctx)))) {
    await store(uow, edit, checked);
    return { rev: after.rev, affected, requestId: '' };
  }
  await putRequest(uow, requestId, {
    kind: 'role',
    targetId: edit.id,
    targetName: before.zh,
    asked: { kind: 'role', rev: edit.rev, role: edit.role },
    risky,
    added: without(after.permissions, before.permissions),
    removed: without(before.permissions, after.permissions),
    acceptConflicts: edit.acceptConflicts,
    reason: edit.reason,
  });
  return { rev: before.rev, affected, requestId };
}

async function checkRole(uow: UnitOfWork, ctx: CoreContext, edit: RoleEdit): Promise<Checked> {
  const { id, rev, role, acceptConflicts } = edit;
  const before = await getEditableRole(uow, ctx, id, rev);
  requireFreeName(ctx, role, id);
  requireOwnPermissions(ctx, role, before);
  const after: RoleRow = { ...before, ...role, permissions: unique(role.permissions), rev: before.rev + 1 };
  const next = ctx.access.directoryWith([], new Map([[id, after]]));
  const effects = effectsOf(ctx, next);
  requireAccepted(effects, acceptConflicts);
  return { before, after, effects, next };
}

async function store(uow: UnitOfWork, { reason, noticeIds }: RoleEdit, { after, effects }: Checked): Promise<void> {
  uow.reason = reason;
  await uow.table('roles').put(after);
  await tellAffected(uow, effects, noticeIds, reason);
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

function without(list: readonly Permission[], gone: readonly Permission[]): Permission[] {
  return list.filter((one) => !gone.includes(one));
}
