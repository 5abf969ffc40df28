import { teamOf } from '@shared/access/rights';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { isSuperActor } from './grantable';

/**
 * Of whom the actor may know: everybody when the right being used reaches everything, else oneself and who is below.
 * `ctx` is the one the gate gave, with the reach of that right.
 */
export function visibleIds(ctx: CoreContext): ReadonlySet<string> | 'all' {
  if (isSuperActor(ctx) || ctx.scope.length === 0) return 'all';
  return new Set(teamOf(ctx.session.actor!.adminId, ctx.access.directory.admins));
}

export function isVisible(ctx: CoreContext, admin: AdminRow): boolean {
  const ids = visibleIds(ctx);
  return ids === 'all' || ids.has(admin.id);
}
