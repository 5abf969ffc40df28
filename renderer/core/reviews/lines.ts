import { infoOf, type Risk } from '@shared/access/catalogue';
import { RESOURCE_IDS } from '@shared/access/matrix';
import { PERMISSIONS, type Permission } from '@shared/access/resources';
import { isSuper } from '@shared/access/rights';
import type { ReviewLine, ReviewScope } from '@shared/contracts/reviews';
import type { AdminRow } from '@renderer/data/tables';
import { lastUses } from '../admins/unused';
import { byArrival } from '../admins/view';
import { isVisible } from '../admins/visible';
import type { CoreContext } from '../context';

const RISKS: readonly Risk[] = ['low', 'medium', 'high'];

/** Who is reviewed: everybody in the scope and in sight who is still with the company, but never the reviewer. */
export function peopleIn(ctx: CoreContext, scope: ReviewScope, reviewerId: string): AdminRow[] {
  const isMeant = (one: AdminRow): boolean => {
    if (scope.kind === 'level') return scope.levels.includes(one.level);
    if (scope.kind === 'role') return one.roleIds.some((id) => scope.roleIds.includes(id));
    return scope.kind === 'all' || scope.adminIds.includes(one.id);
  };
  const isThere = ({ state }: AdminRow): boolean => ['active', 'disabled', 'locked', 'invited'].includes(state);
  return ctx.access
    .allAdmins()
    .filter((one) => one.id !== reviewerId && isThere(one) && isMeant(one) && isVisible(ctx, one))
    .sort(byArrival);
}

/** One line per person and kind of thing, with when any of it was last used. */
export async function linesOf(ctx: CoreContext, people: readonly AdminRow[]): Promise<ReviewLine[]> {
  const lines: ReviewLine[] = [];
  for (const admin of people) {
    const held = [...ctx.access.rightsOf(admin.id, ctx.now()).held.keys()];
    const used = await lastUses(ctx, admin.id);
    const line = (resource: ReviewLine['resource'], permissions: Permission[]): ReviewLine => ({
      adminId: admin.id,
      adminName: admin.name,
      resource,
      permissions,
      risk: RISKS[Math.max(...permissions.map((one) => RISKS.indexOf(infoOf(one).risk)))]!,
      lastUsedAt: Math.max(0, ...permissions.map((one) => used.get(one) ?? 0)) || null,
      decision: null,
      remove: [],
      comment: '',
      decidedAt: 0,
      appliedAt: 0,
      appliedBy: '',
    });
    if (isSuper(admin)) lines.push(line('super', [...PERMISSIONS]));
    else {
      for (const resource of RESOURCE_IDS) {
        const permissions = held.filter((permission) => permission.startsWith(`${resource}:`));
        if (permissions.length > 0) lines.push(line(resource, permissions));
      }
    }
  }
  return lines;
}
