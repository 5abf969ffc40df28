import { isSuper } from '@shared/access/rights';
import type { GrantRequestView } from '@shared/contracts/grants';
import type { GrantRequestRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { mayGive } from './second-admin';

/** Whether the actor is one a request can wait for: neither who asked nor who receives, and able to give it themselves. */
export function mayDecide(ctx: CoreContext, { byId, targetId, asked, risky, added }: GrantRequestRow): boolean {
  const { adminId } = ctx.session.actor!;
  if (adminId === byId || adminId === targetId) return false;
  const self = ctx.access.admin(adminId);
  if (!self) return false;
  if (asked.kind === 'role') return isSuper(self);
  return mayGive(ctx, self, { ...asked.after, id: targetId, roleIds: [...asked.after.roleIds] }, [...risky, ...added]);
}

export function isWaiting(ctx: CoreContext, { state, expiresAt }: GrantRequestRow): boolean {
  return state === 'waiting' && ctx.now() < expiresAt;
}

export function toGrantView(ctx: CoreContext, row: GrantRequestRow): GrantRequestView {
  const isExpired = row.state === 'waiting' && !isWaiting(ctx, row);
  const { id, kind, targetId, targetName, risky, added, removed, at, byName, reason, expiresAt, endedBy, note } = row;
  return {
    id,
    kind,
    targetId,
    targetName,
    risky,
    added: added.filter((one) => !risky.includes(one)),
    removed,
    at,
    byName,
    reason,
    expiresAt,
    state: isExpired ? 'expired' : row.state,
    endedAt: isExpired ? row.expiresAt : row.endedAt,
    endedBy,
    note,
    isOwn: row.byId === ctx.session.actor!.adminId,
    mayDecide: isWaiting(ctx, row) && mayDecide(ctx, row),
  };
}
