import type { Permission } from '@shared/access/resources';
import type { Right, Rights } from '@shared/access/rights';
import type { RightView } from '@shared/contracts/rights';
import { bizDateAt } from '@shared/time/biz-date';
import type { CoreContext } from '../context';
import { useKey } from '../rights-use';
import { namesOfRoles } from './preview-target';

/** Rights as they are told. What was used today is that of `adminId`; '' for nobody's. */
export function toRightViews(ctx: CoreContext, adminId: string, rights: Rights): Promise<RightView[]> {
  return Promise.all([...rights.held].map(([permission, right]) => toRightView(ctx, adminId, permission, right)));
}

export async function toRightView(
  ctx: CoreContext,
  adminId: string,
  permission: Permission,
  right: Right,
): Promise<RightView> {
  const isLimited = right.limit.single !== undefined || right.limit.day !== undefined;
  const used = isLimited ? await ctx.db.table('rightsUse').get(useKey(adminId, permission, today(ctx)).id) : undefined;
  return {
    permission,
    ...toOrigin(ctx, right),
    scope: right.scope,
    limit: right.limit,
    usedToday: used?.amount ?? 0,
  };
}

/** What gives a right, in names. */
export function toOrigin(ctx: CoreContext, { sources }: Right): Pick<RightView, 'roles' | 'grantedUntil'> {
  const ends = sources.flatMap((source) => (source.kind === 'grant' ? [source.expiresAt] : []));
  const roleIds = sources.flatMap((source) => (source.kind === 'role' ? [source.roleId] : []));
  return {
    roles: namesOfRoles(ctx.access, roleIds),
    grantedUntil: ends.length === 0 ? null : ends.includes(0) ? 0 : Math.max(...ends),
  };
}

const today = (ctx: CoreContext): string => bizDateAt(ctx.now());
