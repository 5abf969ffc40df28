import { PERMISSIONS } from '@shared/access/resources';
import { computeAssigned } from '@shared/access/rights';
import type { ResolvedScope } from '@shared/access/scope';
import type { MatrixRow } from '@shared/contracts/people';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { byArrival } from './view';
import { isVisible } from './visible';

/** Everybody the asker may see who is not deleted, in the order they came. */
export function listedAdmins(ctx: CoreContext): AdminRow[] {
  return ctx.access
    .allAdmins()
    .filter((row) => row.state !== 'deleted' && isVisible(ctx, row))
    .sort(byArrival);
}

/** Each of them with each permission, held or not, and why (P-27). */
export function matrixRows(ctx: CoreContext): MatrixRow[] {
  return listedAdmins(ctx).flatMap((admin) => rowsOf(ctx, admin));
}

function rowsOf(ctx: CoreContext, admin: AdminRow): MatrixRow[] {
  const now = ctx.now();
  const { held } = ctx.access.rightsOf(admin.id, now);
  const assigned = computeAssigned(admin.id, ctx.access.directory, now).held;
  return PERMISSIONS.map((permission) => {
    const right = held.get(permission);
    const sources = right?.sources ?? [];
    const ends = sources.flatMap((source) => (source.kind === 'grant' ? [source.expiresAt] : []));
    return {
      name: admin.name,
      loginName: admin.loginName,
      state: admin.state,
      level: admin.level,
      permission,
      isHeld: right !== undefined,
      isDenied: admin.denies.includes(permission),
      isCapped: assigned.has(permission) && !right,
      roles: sources.flatMap((source) => {
        const role = source.kind === 'role' ? ctx.access.role(source.roleId) : undefined;
        return role ? [{ zh: role.zh, en: role.en }] : [];
      }),
      grantedUntil: ends.length === 0 ? null : ends.includes(0) ? 0 : Math.max(...ends),
      scope: right ? named(ctx, right.scope) : [],
      limit: right?.limit ?? {},
    };
  });
}

function named(ctx: CoreContext, scope: ResolvedScope): MatrixRow['scope'] {
  return scope.map(({ owners, regions, merchantIds }) => ({
    owners: owners.map((id) => ctx.access.admin(id)?.name ?? id),
    regions: [...regions],
    merchants: merchantIds.length,
  }));
}
