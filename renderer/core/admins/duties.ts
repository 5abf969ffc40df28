import { infoOf } from '@shared/access/catalogue';
import { CONFLICT_RULES } from '@shared/access/conflicts';
import { PERMISSIONS, type Permission } from '@shared/access/resources';
import { isSuper } from '@shared/access/rights';
import type { ConflictView, Duty } from '@shared/contracts/reviews';
import type { AdminRow } from '@renderer/data/tables';
import type { CoreContext } from '../context';
import { toOrigin } from './right-view';
import { isVisible } from './visible';

/** Rights of medium and high risk that nobody holds, one person alone, or none but super administrators. */
export function findGaps(ctx: CoreContext): Duty[] {
  const people = activeAdmins(ctx);
  return PERMISSIONS.flatMap((permission): Duty[] => {
    if (infoOf(permission).risk === 'low') return [];
    const holders = people.filter((one) => holds(ctx, one, permission));
    const state =
      holders.length === 0
        ? 'nobody'
        : holders.length === 1
          ? 'single'
          : holders.every((one) => isSuper(one))
            ? 'superOnly'
            : null;
    const named = holders
      .filter((one) => isVisible(ctx, one))
      .map((one) => ({ id: one.id, name: one.name, isSuper: isSuper(one) }));
    return state ? [{ permission, state, holders: named }] : [];
  });
}

/** Every rule, severe ones first, with who holds both sides of it and through what. */
export function listConflicts(ctx: CoreContext): ConflictView[] {
  const people = activeAdmins(ctx).filter((one) => !isSuper(one) && isVisible(ctx, one));
  return CONFLICT_RULES.map((rule) => ({
    ...rule,
    holders: people.flatMap((one) => {
      const { held } = ctx.access.rightsOf(one.id, ctx.now());
      const a = held.get(rule.a);
      const b = held.get(rule.b);
      return a && b ? [{ id: one.id, name: one.name, fromA: toOrigin(ctx, a), fromB: toOrigin(ctx, b) }] : [];
    }),
  })).sort((x, y) => Number(y.severity === 'severe') - Number(x.severity === 'severe'));
}

function activeAdmins(ctx: CoreContext): AdminRow[] {
  return ctx.access.allAdmins().filter((one) => one.state === 'active');
}

function holds(ctx: CoreContext, admin: AdminRow, permission: Permission): boolean {
  return ctx.access.rightsOf(admin.id, ctx.now()).held.has(permission);
}
