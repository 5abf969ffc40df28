import type { AdminView } from '@shared/contracts/core';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { toInviteView } from './invitation';
import { assignedOf } from './rights-change';

/** An administrator as the window sees it: nothing secret, the mobile masked. */
export function toAdminView(ctx: CoreContext, row: AdminRow): Omit<AdminView, 'lastReviewAt' | 'reviewDue'> {
  return {
    id: row.id,
    loginName: row.loginName,
    name: row.name,
    mobileMask: row.mobileMask,
    wechatId: row.wechatId,
    rights: assignedOf(row),
    roles: row.roleIds.flatMap((id) => ctx.access.role(id) ?? []).map(({ zh, en }) => ({ zh, en })),
    rev: row.rev,
    state: row.state,
    stateReason: row.stateReason,
    stateAt: row.stateAt,
    invite: toInviteView(row, ctx.now()),
    createdAt: row.createdAt,
    lastLoginAt: row.lastLoginAt || null,
    failedCount: row.failedCount,
    heldUntil: row.heldUntil,
    mustChangePassword: row.mustChangePassword,
    isSelf: row.id === ctx.session.actor?.adminId,
  };
}

/** By when they came. */
export function byArrival(a: AdminRow, b: AdminRow): number {
  return a.createdAt - b.createdAt || (a.loginKey < b.loginKey ? -1 : 1);
}
